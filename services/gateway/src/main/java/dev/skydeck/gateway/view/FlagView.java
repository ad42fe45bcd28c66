package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.skydeck.gateway.body.JsonValue;
import dev.skydeck.gateway.body.StoredJson;
import dev.skydeck.messages.flags.FlagWords;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagTool;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A flag of a tool, as clients see it.
 *
 * @param type as the first SkyDeck names it: {@code str}, {@code int}, {@code Literal}, a model's name
 * @param usedBy how many experiments of the tool have it; null when that was not asked
 */
public record FlagView(
        String flag,
        String type,
        @JsonProperty("default") @Nullable JsonValue defaultValue,
        boolean required,
        boolean nullable,
        boolean deprecated,
        @Nullable String description,
        String rule,
        List<FlagValue> choices,
        @Nullable BoundsView bounds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer usedBy) {

    /** What the first SkyDeck lists of a flag. */
    public record Brief(
            String flag,
            String type,
            @JsonProperty("default") @Nullable JsonValue defaultValue,
            boolean required) {
        public static Brief of(FlagDefinition flag) {
            return new Brief(flag.name(), FlagWords.python(flag.type()), json(flag.defaultValue()), flag.required());
        }
    }

    /** JSON numbers as the schema has them. */
    public record BoundsView(
            @Nullable JsonValue minimum,
            @Nullable JsonValue exclusiveMinimum,
            @Nullable JsonValue maximum,
            @Nullable JsonValue exclusiveMaximum,
            @Nullable JsonValue multipleOf) {
        static @Nullable BoundsView of(Bounds bounds) {
            return bounds.equals(Bounds.NONE)
                    ? null
                    : new BoundsView(
                            json(bounds.atLeast()),
                            json(bounds.above()),
                            json(bounds.atMost()),
                            json(bounds.below()),
                            json(bounds.multipleOf()));
        }
    }

    /** @param toolPath as it was asked for */
    public record Briefs(String toolPath, List<Brief> flags) {}

    /** @param tool whose flags these are */
    public record Suggestions(String tool, List<FlagView> flags) {}

    public record Tool(String path, String version, String source, int flags, String writtenAt) {
        public static Tool of(FlagTool tool) {
            return new Tool(
                    tool.path(),
                    tool.version(),
                    tool.source(),
                    tool.flags(),
                    tool.writtenAt().toString());
        }
    }

    public record Tools(List<Tool> tools) {}

    /** @param leftOut names in the schema that no flag can have */
    public record Imported(Tool tool, List<String> leftOut) {}

    public record Definitions(Tool tool, List<FlagView> flags) {}

    /** @param flags as they would be kept */
    public record Checked(Flags flags, List<Answers.WrongField> problems, List<Answers.WrongField> warnings) {}

    public static FlagView of(FlagDefinition flag, @Nullable Integer usedBy) {
        return new FlagView(
                flag.name(),
                FlagWords.python(flag.type()),
                json(flag.defaultValue()),
                flag.required(),
                flag.nullable(),
                flag.deprecated(),
                flag.description(),
                FlagWords.rule(flag),
                parts(flag.type())
                        .flatMap(type ->
                                type instanceof FlagType.Choice choice ? choice.allowed().stream() : Stream.of())
                        .toList(),
                parts(flag.type())
                        .flatMap(type -> Stream.ofNullable(bounds(type)))
                        .findFirst()
                        .orElse(null),
                usedBy);
    }

    private static Stream<FlagType> parts(FlagType type) {
        return type instanceof FlagType.OneOf several ? several.types().stream() : Stream.of(type);
    }

    private static @Nullable BoundsView bounds(FlagType type) {
        if (type instanceof FlagType.Whole whole) {
            return BoundsView.of(whole.bounds());
        }
        return type instanceof FlagType.Real real ? BoundsView.of(real.bounds()) : null;
    }

    private static @Nullable JsonValue json(@Nullable String text) {
        return text == null ? null : StoredJson.read(text).orElse(null);
    }
}
