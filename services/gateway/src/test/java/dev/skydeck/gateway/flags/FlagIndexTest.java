package dev.skydeck.gateway.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which flag somebody means. */
class FlagIndexTest {
    @Test
    void shouldPutTheNameItselfFirst() {
        assertThat(suggested("lr", "lr_decay", "lr")).containsExactly("lr", "lr_decay");
    }

    @Test
    void shouldPutBeginningsBeforePartsBeforeInsidesBeforeLetters() {
        assertThat(suggested("lr", "label.rate", "halflr", "trainer.lr", "lrate"))
                .containsExactly("lrate", "trainer.lr", "halflr", "label.rate");
    }

    @Test
    void shouldPutWhatMoreExperimentsUseFirstAmongEquals() {
        FlagIndex index = index("trainer.a", "trainer.b");

        assertThat(names(index.suggest("trainer.", 9, Map.of("trainer.b", 3))))
                .containsExactly("trainer.b", "trainer.a");
    }

    @Test
    void shouldNotLetUseOutrankABetterMatch() {
        FlagIndex index = index("lr", "trainer.lr");

        assertThat(names(index.suggest("l", 9, Map.of("trainer.lr", 1_000)))).containsExactly("lr", "trainer.lr");
    }

    @Test
    void shouldNotMindCaseAndBlanks() {
        assertThat(suggested(" LR ", "Trainer.Lr")).containsExactly("Trainer.Lr");
    }

    @Test
    void shouldSuggestAnyFlagForNothing() {
        assertThat(suggested("", "b", "a")).containsExactly("b", "a");
    }

    @Test
    void shouldSuggestNothingThatLacksALetter() {
        assertThat(suggested("lrx", "trainer.lr")).isEmpty();
    }

    @Test
    void shouldGiveNoMoreThanAskedFor() {
        assertThat(index("aa", "ab", "ac").suggest("a", 2, Map.of())).hasSize(2);
    }

    private static List<String> suggested(String typed, String... names) {
        return names(index(names).suggest(typed, 9, Map.of()));
    }

    private static List<String> names(List<FlagDefinition> flags) {
        return flags.stream().map(FlagDefinition::name).toList();
    }

    private static FlagIndex index(String... names) {
        return new FlagIndex(
                "1",
                Arrays.stream(names)
                        .map(name -> new FlagDefinition(name, new FlagType.Text(), false, null, false, null, false))
                        .toList());
    }
}
