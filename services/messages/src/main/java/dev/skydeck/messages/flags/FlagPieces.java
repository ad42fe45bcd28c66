package dev.skydeck.messages.flags;

import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions in pieces that go into one message each. */
public final class FlagPieces {
    private static final int MOST_FLAGS = 500;
    /** Six bytes is what the worst character of a text may take on the wire. */
    private static final int MOST_CHARACTERS = 100_000;

    private FlagPieces() {}

    /** In their order; none is empty. */
    public static List<List<FlagDefinition>> of(List<FlagDefinition> flags) {
        List<List<FlagDefinition>> pieces = new ArrayList<>();
        int from = 0;
        while (from < flags.size()) {
            int to = from + length(flags.subList(from, flags.size()));
            pieces.add(List.copyOf(flags.subList(from, to)));
            from = to;
        }
        return List.copyOf(pieces);
    }

    /** How many of them, from the first on, go into one message: at least one. */
    public static int length(List<FlagDefinition> flags) {
        int characters = 0;
        for (int i = 0; i < flags.size(); i++) {
            characters += size(flags.get(i));
            if (i >= MOST_FLAGS || (i > 0 && characters > MOST_CHARACTERS)) {
                return i;
            }
        }
        return flags.size();
    }

    private static int size(FlagDefinition flag) {
        return 200
                + flag.name().length()
                + length(flag.defaultValue())
                + length(flag.description())
                + size(flag.type());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static int size(FlagType type) {
        if (type instanceof FlagType.Choice choice) {
            return choice.allowed().stream()
                    .mapToInt(value -> 3 + value.commandText().length())
                    .sum();
        }
        if (type instanceof FlagType.OneOf several) {
            return several.types().stream().mapToInt(FlagPieces::size).sum();
        }
        return 100;
    }
}
