package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.FlagRequest.CheckFlags;
import dev.skydeck.messages.FlagRequest.ReadFlagTool;
import dev.skydeck.messages.FlagRequest.ReadFlags;
import dev.skydeck.messages.FlagRequest.ReplaceFlags;
import dev.skydeck.messages.FlagRequest.StageFlags;
import dev.skydeck.messages.FlagRequest.Verdict;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagType.Shape;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tools say of their flags, in pieces and as a whole. */
class FlagDefinitionsTest {
    private static final FlagDefinition SEED =
            new FlagDefinition("seed", new FlagType.Whole(Bounds.NONE), false, "0", false, null, false);
    private static final FlagDefinition ENV =
            new FlagDefinition("env", new FlagType.Json(Shape.MAP, null), false, null, false, null, false);

    @SuppressWarnings("NullAway.Init")
    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void shouldShowNothingThatIsOnlyPutAside() throws Exception {
        store.ask(new StageFlags("tool", "one", 0, List.of(SEED)));

        assertThatThrownBy(() -> store.ask(new ReadFlagTool("tool"))).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldKeepTheOldOnesWhenAPieceIsMissing() throws Exception {
        imported(SEED);
        store.ask(new StageFlags("tool", "two", 0, List.of(ENV)));

        assertThatThrownBy(() -> store.ask(new ReplaceFlags(Command.by("ann"), "tool", "two", 2, "test")))
                .isInstanceOf(Failure.Conflict.class);

        assertThat(store.ask(new ReadFlags("tool", 0)).flags()).containsExactly(SEED);
    }

    @Test
    void shouldTakeAPieceThatComesTwiceOnce() throws Exception {
        store.ask(new StageFlags("tool", "one", 0, List.of(SEED)));
        store.ask(new StageFlags("tool", "one", 0, List.of(SEED)));

        store.ask(new ReplaceFlags(Command.by("ann"), "tool", "one", 1, "test"));

        assertThat(store.ask(new ReadFlags("tool", 0)).flags()).containsExactly(SEED);
    }

    @Test
    void shouldLeaveNothingOfWhatWasReplaced() throws Exception {
        imported(SEED);

        imported(SEED, ENV);

        assertThat(store.raw("select count(*) from flag_definitions")).containsExactly("2");
    }

    @Test
    void shouldReadOthersBesideADefinitionThatIsBroken() throws Exception {
        imported(SEED, ENV);
        store.write("update flag_definitions set definition = 'broken' where flag = 'env'");

        Verdict verdict = store.ask(new CheckFlags(
                "tool", new Flags(Map.of("env", new FlagValue.Int("1"), "seed", new FlagValue.Text("x")))));

        assertThat(verdict.problems()).extracting("field").containsExactly("flags.seed");
    }

    @Test
    void shouldKnowEveryNameInsideOfAMap() throws Exception {
        imported(SEED, ENV);

        Verdict verdict = store.ask(new CheckFlags(
                "tool", new Flags(Map.of("env.A.B", new FlagValue.Int("1"), "seed.x", new FlagValue.Int("1")))));

        assertThat(verdict.warnings()).extracting("field").containsExactly("flags.seed.x");
    }

    private void imported(FlagDefinition... flags) throws Exception {
        String name = "import of " + flags.length;
        store.ask(new StageFlags("tool", name, 0, List.of(flags)));
        store.ask(new ReplaceFlags(Command.by("ann"), "tool", name, flags.length, "test"));
    }
}
