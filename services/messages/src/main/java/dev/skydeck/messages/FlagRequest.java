package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagTool;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tools say of their flags: written as a whole, tool by tool, in as many pieces as it takes. */
public sealed interface FlagRequest<R> extends StoreRequest<R> {

    /**
     * Puts definitions aside under the name of an import; nobody sees them before {@link ReplaceFlags}. Twice is once.
     *
     * @param first position of the first of them among all of the tool, from 0
     * @param flags see {@link dev.skydeck.messages.flags.FlagPieces}
     */
    record StageFlags(String tool, String importId, int first, List<FlagDefinition> flags)
            implements FlagRequest<Boolean> {
        public StageFlags {
            flags = List.copyOf(flags);
        }
    }

    /**
     * Makes what was put aside the tool's flags, in place of those before. The same definitions again change nothing. Fails with
     * {@code Conflict} when not exactly {@code count} are there, {@code Invalid} for a path that no tool can have.
     *
     * @param source where they come from, for a person
     */
    record ReplaceFlags(Command command, String tool, String importId, int count, String source)
            implements FlagRequest<Written<FlagTool>> {}

    /** The tool has no definitions any more, and its flags are not checked. Fails with {@code NotFound}. */
    record DeleteFlags(Command command, String tool) implements FlagRequest<Written<FlagTool>> {}

    /** All of them, by path. */
    record ListFlagTools() implements FlagRequest<List<FlagTool>> {}

    /** Fails with {@code NotFound}. */
    record ReadFlagTool(String tool) implements FlagRequest<FlagTool> {}

    /**
     * Definitions of a tool in their order. Fails with {@code NotFound}.
     *
     * @param first position of the first one, from 0
     */
    record ReadFlags(String tool, int first) implements FlagRequest<FlagPage> {}

    /**
     * @param version of the tool's definitions; pages of two versions do not belong together
     * @param flags as many as go into one message
     * @param more whether others follow
     */
    record FlagPage(String version, List<FlagDefinition> flags, boolean more) {
        public FlagPage {
            flags = List.copyOf(flags);
        }
    }

    /** What would become of these flags if an experiment of that tool were given them; writes nothing. */
    record CheckFlags(@Nullable String tool, Flags flags) implements FlagRequest<Verdict> {}

    /**
     * @param flags as they would be kept
     * @param problems what would be refused; {@code field} is {@code flags.NAME}
     * @param warnings what would be kept all the same
     */
    record Verdict(Flags flags, List<Problem> problems, List<Problem> warnings) {
        public Verdict {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }
}
