package dev.skydeck.messages.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final Axis LR =
            new Axis.Values("trainer.lr", List.of(new FlagValue.Dec("1e-3"), new FlagValue.Dec("3e-4")));
    private static final Axis SEED = new Axis.Values("seed", List.of(new FlagValue.Int("1"), new FlagValue.Int("2")));

    private static ExperimentSpec base(String name, Map<String, FlagValue> flags) {
        return new ExperimentSpec(
                name, "lt", null, null, new Flags(flags), 1, 8, null, null, null, false, null, null, false);
    }

    private static List<String> names(String name, Map<String, FlagValue> flags, Axis... axes) {
        return Members.of(base(name, flags), List.of(axes)).stream()
                .map(ExperimentSpec::name)
                .toList();
    }

    private static void shouldRefuse(String field, String sentence, String name, Map<String, FlagValue> flags) {
        assertThatThrownBy(() -> Members.of(base(name, flags), List.of(SEED)))
                .isInstanceOfSatisfying(Failure.Invalid.class, failure -> {
                    assertThat(failure.problems().get(0).field()).isEqualTo(field);
                    assertThat(failure.problems().get(0).message()).contains(sentence);
                });
    }

    private static FlagValue text(String text) {
        return new FlagValue.Text(text);
    }

    @Test
    void shouldMakeEveryCombinationTheLastAxisFirst() {
        assertThat(names("dv.lr.${trainer.lr}.s${seed}", Map.of(), LR, SEED))
                .containsExactly("dv.lr.1e-3.s1", "dv.lr.1e-3.s2", "dv.lr.3e-4.s1", "dv.lr.3e-4.s2");
    }

    @Test
    void shouldSetTheFlagsOfEachMember() {
        ExperimentSpec first = Members.of(
                        base("${seed}", Map.of("seed", new FlagValue.Int("0"), "x", text("y"))), List.of(SEED))
                .get(0);

        assertThat(first.flags().values())
                .containsEntry("seed", new FlagValue.Int("1"))
                .containsEntry("x", text("y"));
    }

    @Test
    void shouldGoForwardTogether() {
        assertThat(names("${trainer.lr}-${seed}", Map.of(), new Axis.Zip(List.of(LR, SEED))))
                .containsExactly("1e-3-1", "3e-4-2");
    }

    @Test
    void shouldMakeAFlagOfOthers() {
        Map<String, FlagValue> flags = new LinkedHashMap<>();
        flags.put("out", text("runs/${run}"));
        flags.put("run", text("s${seed}"));
        flags.put("copy", text("${seed}"));

        Flags first = Members.of(base("${run}", flags), List.of(SEED)).get(0).flags();

        assertThat(first.values()).containsEntry("out", text("runs/s1")).containsEntry("copy", new FlagValue.Int("1"));
    }

    @Test
    void shouldLeaveWhatIsEscapedAndWhatAnAxisSays() {
        Axis shell = new Axis.Values("dir", List.of(text("${HOME}")));

        ExperimentSpec only = Members.of(base("a", Map.of("x", text("$${seed} of $5"))), List.of(shell))
                .get(0);

        assertThat(only.flags().values())
                .containsEntry("x", text("${seed} of $5"))
                .containsEntry("dir", text("${HOME}"));
    }

    @Test
    void shouldRefuseANameOfAnUnknownFlag() {
        shouldRefuse("name", "${sead} names no flag; there are seed.", "s${sead}", Map.of());
    }

    @Test
    void shouldRefuseAFlagThatIsMadeOfItself() {
        shouldRefuse("flags.x", "The flag x is made of itself: x, of x.", "s${seed}", Map.of("x", text("a${x}")));
    }

    @Test
    void shouldRefuseFlagsThatAreMadeOfEachOther() {
        Map<String, FlagValue> flags = new LinkedHashMap<>();
        flags.put("x", text("${y}"));
        flags.put("y", text("b${x}"));

        shouldRefuse("flags.x", "x, of y, of x.", "s${seed}", flags);
    }

    @Test
    void shouldRefuseTextsThatGrowWithoutEnd() {
        Map<String, FlagValue> flags = new LinkedHashMap<>();
        flags.put("x0", text("xxxxxxxxxx"));
        for (int i = 1; i < 100; i++) {
            flags.put("x" + i, text("${x" + (i - 1) + "}${x" + (i - 1) + "}"));
        }

        shouldRefuse("flags.x9", "at most 4,096 characters", "s${seed}", flags);
    }

    @Test
    void shouldRefuseANameThatNoExperimentMayHave() {
        shouldRefuse("name", "must not contain '/'", "a/${seed}", Map.of());
    }

    @Test
    void shouldRefuseMoreTextThanADiskIsFor() {
        Axis many = AxisRulesTest.range("n", "1", "1000", "1");
        ExperimentSpec heavy = base("${n}", Map.of("x", text("x".repeat(60_000))));

        assertThatThrownBy(() -> Members.of(heavy, List.of(many)))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("16 Mi characters");
    }

    @Test
    void shouldMakeAThousandMembers() {
        assertThat(Members.of(base("${n}", Map.of()), List.of(AxisRulesTest.range("n", "1", "1000", "1"))))
                .hasSize(1_000);
    }
}
