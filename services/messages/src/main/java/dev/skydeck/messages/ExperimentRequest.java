package dev.skydeck.messages;

import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;

/** Declaring and reading experiments. */
public sealed interface ExperimentRequest<R> extends StoreRequest<R> {

    /**
     * Creates an experiment; a placeholder name ({@code new.experiment}, see the original's API) is replaced by a
     * generated one before it comes here. Fails with {@code Conflict} when the name is taken.
     */
    record CreateExperiment(
            Command command, ExperimentSpec spec, DesiredState desiredState, Annotations annotations, BoardPlace place)
            implements ExperimentRequest<Written<Experiment>> {}

    /** Creates experiments in a new group, all in one transaction, unless the file already holds any experiment or group. Answers those that it created. */
    record SeedExperiments(Command command, String groupName, List<Seed> seeds)
            implements ExperimentRequest<Written<List<Experiment>>> {
        public SeedExperiments {
            seeds = List.copyOf(seeds);
        }
    }

    /** One experiment to seed. */
    record Seed(ExperimentSpec spec, DesiredState desiredState, Annotations annotations) {}

    /** Reads one, deleted ones too. */
    record GetExperiment(long id) implements ExperimentRequest<Experiment> {}

    /**
     * Reads the board, page by page in ascending id, without deleted ones. Groups come with the first page only. Pages of
     * different revisions do not belong together: the reader starts again.
     *
     * @param after id of the last experiment of the page before; 0 for the first page
     * @param limit 1 to 500
     */
    record ReadBoard(long after, int limit) implements ExperimentRequest<BoardPage> {}

    /** @param more whether another page follows */
    record BoardPage(long revision, List<Group> groups, List<Experiment> experiments, boolean more) {
        public BoardPage {
            groups = List.copyOf(groups);
            experiments = List.copyOf(experiments);
        }
    }

    /** Edits the fields that are present. Fails with {@code Conflict} when terminated or when the new name is taken. */
    record EditExperiment(Command command, long id, SpecEdit edit) implements ExperimentRequest<Written<Experiment>> {}

    /**
     * @param toolPath an empty text clears it
     * @param gitBranch an empty text clears it
     * @param flags replaces the whole map
     * @param expectedSpecRevision fails with {@code Conflict} when present and not the current one
     */
    record SpecEdit(
            Optional<String> name,
            Optional<String> baseCommand,
            Optional<String> toolPath,
            Optional<String> gitBranch,
            Optional<Integer> nodes,
            Optional<Integer> gpus,
            Optional<Flags> flags,
            Optional<Long> expectedSpecRevision) {}

    /**
     * Sets what the user wants. RUNNING raises the run request, unless the newest is still unserved or a launch is open
     * without a recorded cancel.
     */
    record SetDesiredState(Command command, long id, DesiredState desiredState)
            implements ExperimentRequest<Written<Experiment>> {}

    /** Soft-deletes; the desired state becomes TERMINATED, so that a running job is cancelled. History stays. */
    record DeleteExperiment(Command command, long id) implements ExperimentRequest<Written<Experiment>> {}

    /** Takes a deletion back; the experiment comes back STOPPED. */
    record UndeleteExperiment(Command command, long id) implements ExperimentRequest<Written<Experiment>> {}

    /** Keeps whether its row is unfolded. An unknown id changes nothing and is no error, as in the original. */
    record SetExpanded(Command command, long id, boolean expanded) implements ExperimentRequest<Written<Boolean>> {}

    /** Keeps whether it is starred. An unknown id changes nothing and is no error, as in the original. */
    record SetStarred(Command command, long id, boolean starred) implements ExperimentRequest<Written<Boolean>> {}
}
