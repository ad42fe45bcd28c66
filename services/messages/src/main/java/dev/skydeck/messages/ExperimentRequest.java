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

    /** Edits the fields that are present. Fails with {@code Conflict} when terminated
     * or when the new name is taken, {@code Outdated} when it was edited meanwhile. */
    record EditExperiment(Command command, long id, SpecEdit edit) implements ExperimentRequest<Written<Experiment>> {}

    /**
     * What is to change. An empty text clears {@code toolPath}, {@code gitBranch}, {@code accelerator},
     * {@code instanceType}, {@code cloud}, {@code description}, {@code wandbLink} and {@code owner}.
     *
     * @param flags replaces the whole map
     * @param expectedSpecRevision fails with {@code Outdated} when present and not the current one
     */
    record SpecEdit(
            Optional<String> name,
            Optional<String> baseCommand,
            Optional<String> toolPath,
            Optional<String> gitBranch,
            Optional<Integer> nodes,
            Optional<Integer> gpus,
            Optional<String> accelerator,
            Optional<String> instanceType,
            Optional<String> cloud,
            Optional<Boolean> spot,
            Optional<Flags> flags,
            Optional<String> description,
            Optional<String> wandbLink,
            Optional<List<String>> tags,
            Optional<String> owner,
            Optional<Long> expectedSpecRevision) {
        /** Changes nothing. */
        public static final SpecEdit NONE = new SpecEdit(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        public SpecEdit {
            tags = tags.map(List::copyOf);
        }

        /** The same with that name. */
        public SpecEdit withName(String newName) {
            return new SpecEdit(
                    Optional.of(newName),
                    baseCommand,
                    toolPath,
                    gitBranch,
                    nodes,
                    gpus,
                    accelerator,
                    instanceType,
                    cloud,
                    spot,
                    flags,
                    description,
                    wandbLink,
                    tags,
                    owner,
                    expectedSpecRevision);
        }

        /** The same with that tool path; an empty text clears it. */
        public SpecEdit withToolPath(String newToolPath) {
            return new SpecEdit(
                    name,
                    baseCommand,
                    Optional.of(newToolPath),
                    gitBranch,
                    nodes,
                    gpus,
                    accelerator,
                    instanceType,
                    cloud,
                    spot,
                    flags,
                    description,
                    wandbLink,
                    tags,
                    owner,
                    expectedSpecRevision);
        }

        /** The same with these flags in the place of all. */
        public SpecEdit withFlags(Flags newFlags) {
            return new SpecEdit(
                    name,
                    baseCommand,
                    toolPath,
                    gitBranch,
                    nodes,
                    gpus,
                    accelerator,
                    instanceType,
                    cloud,
                    spot,
                    Optional.of(newFlags),
                    description,
                    wandbLink,
                    tags,
                    owner,
                    expectedSpecRevision);
        }

        /** The same, but only while the specification is at that revision. */
        public SpecEdit expecting(long specRevision) {
            return new SpecEdit(
                    name,
                    baseCommand,
                    toolPath,
                    gitBranch,
                    nodes,
                    gpus,
                    accelerator,
                    instanceType,
                    cloud,
                    spot,
                    flags,
                    description,
                    wandbLink,
                    tags,
                    owner,
                    Optional.of(specRevision));
        }
    }

    /**
     * Sets what the user wants. RUNNING raises the run request, unless the newest is still unserved or a launch is open
     * without a recorded cancel.
     */
    record SetDesiredState(Command command, long id, DesiredState desiredState)
            implements ExperimentRequest<Written<Experiment>> {}

    /** Soft-deletes; the desired state becomes TERMINATED, so that a running job is cancelled. History stays. */
    record DeleteExperiment(Command command, long id) implements ExperimentRequest<Written<Experiment>> {}

    /** Takes a deletion back; the experiment comes back STOPPED. Fails with {@code Conflict} when its
     * name is taken. */
    record UndeleteExperiment(Command command, long id) implements ExperimentRequest<Written<Experiment>> {}

    /** Keeps whether its row is unfolded. An unknown id changes nothing and is no error, as in the original. */
    record SetExpanded(Command command, long id, boolean expanded) implements ExperimentRequest<Written<Boolean>> {}

    /** Keeps whether it is starred. An unknown id changes nothing and is no error, as in the original. */
    record SetStarred(Command command, long id, boolean starred) implements ExperimentRequest<Written<Boolean>> {}
}
