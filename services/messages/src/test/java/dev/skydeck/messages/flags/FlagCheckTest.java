package dev.skydeck.messages.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagType.Shape;
import dev.skydeck.messages.model.FlagValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a flag takes, and how it goes to the command line. */
class FlagCheckTest {
    private static final Map<String, FlagType> TYPES = Map.of(
            "int", new FlagType.Whole(new Bounds("1", null, "100000000000", null, null)),
            "even", new FlagType.Whole(new Bounds(null, null, null, null, "2")),
            "any int", new FlagType.Whole(Bounds.NONE),
            "float", new FlagType.Real(new Bounds(null, "0", null, "1e6", null)),
            "bool", new FlagType.Bool(),
            "text", new FlagType.Text(),
            "choice", new FlagType.Choice(List.of(new FlagValue.Text("cuda"), new FlagValue.Int("8"))),
            "list", new FlagType.Json(Shape.LIST, null),
            "map", new FlagType.Json(Shape.MAP, null),
            "int or text", new FlagType.OneOf(List.of(new FlagType.Text(), new FlagType.Whole(Bounds.NONE))));

    @ParameterizedTest
    @CsvSource({
        "int, 10M, 10000000",
        "int, 1_000_000, 1000000",
        "int, 1.5K, 1500",
        "int, 50B, 50000000000",
        "int, 1e6, 1000000",
        "any int, 9007199254740993, 9007199254740993",
        "any int, 9007199254740993K, 9007199254740993000",
        "any int, -3, -3",
        "float, 1e-4, 1e-4",
        "float, 0.10, 0.10",
        "float, 1.25K, 1250",
        "float, .5, ",
        "bool, True, true",
        "bool, false, false",
        "text, 10M, 10M",
        "choice, cuda, cuda",
        "choice, 8, 8",
        "list, '[1, {\"a\": 2}]', '[1, {\"a\": 2}]'",
        "map, {}, {}",
        "int or text, 10M, 10000000",
        "int or text, auto, auto"
    })
    void shouldWriteAcceptedTextsForTheTool(String type, String given, String written) {
        assertThat(accepted(type, new FlagValue.Text(given)).map(FlagValue::commandText))
                .isEqualTo(Optional.ofNullable(written));
    }

    @ParameterizedTest
    @CsvSource({
        "int, 0",
        "int, 100000000001",
        "int, 1.5",
        "int, 10m",
        "int, 1__0",
        "int, _1",
        "int, ''",
        "int, 1e999999999",
        "even, 3",
        "float, 0",
        "float, 1M",
        "float, nan",
        "float, inf",
        "bool, 1",
        "bool, yes",
        "choice, cpu",
        "list, '1, 2'",
        "list, {}",
        "list, '[1'",
        "list, '[] []'",
        "map, []",
        "int, null"
    })
    void shouldNotAcceptWhatTheToolWouldRefuse(String type, String given) {
        assertThat(accepted(type, new FlagValue.Text(given))).isEmpty();
    }

    @Test
    void shouldKeepNumbersAsTheyWereWritten() {
        FlagValue written = new FlagValue.Dec("1.50e-4");

        assertThat(accepted("float", written)).contains(written);
    }

    @Test
    void shouldNotTakeABooleanForANumber() {
        assertThat(accepted("int", new FlagValue.Bool(true))).isEmpty();
    }

    @Test
    void shouldTakeNullWhereTheFlagDoes() {
        FlagDefinition flag = new FlagDefinition("lr", new FlagType.Bool(), true, null, false, null, false);

        assertThat(FlagCheck.accepted(flag, new FlagValue.Text("null"))).isPresent();
    }

    @Test
    void shouldSayWhatAFlagTakes() {
        FlagType type = new FlagType.Real(new Bounds(null, "0", "1", null, null));

        assertThat(FlagWords.rule(new FlagDefinition("trainer.lr", type, true, null, false, null, false)))
                .isEqualTo("trainer.lr takes a number above 0 and of at most 1, or null.");
    }

    private static Optional<FlagValue> accepted(String type, FlagValue value) {
        return FlagCheck.accepted(
                new FlagDefinition("flag", Objects.requireNonNull(TYPES.get(type)), false, null, false, null, false),
                value);
    }
}
