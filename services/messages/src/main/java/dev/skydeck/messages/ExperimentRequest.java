package dev.skydeck.messages;

import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FieldDifference;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Declaring and reading experiments. */
public sealed interface ExperimentRequest<R> extends StoreRequest<R> {

    /**
     * Creates an experiment; a placeholder name ({@code new.experiment}, see the original's API) is replaced by a
     * generated one before it comes here. Fails with {@code Conflict} when the name is taken.
     */
    record CreateExperiment(Command command, Seed seed, BoardPlace place)
            implements ExperimentRequest<Written<Experiment>> {}

    /** Creates experiments in a new group, all in one transaction, unless the file already holds any experiment or group. Answers those that it created. */
    record SeedExperiments(Command command, String groupName, List<Seed> seeds)
            implements ExperimentRequest<Written<List<Experiment>>> {
        public SeedExperiments {
            seeds = List.copyOf(seeds);
        }
    }

    /** Reads one, deleted ones too. */
    record GetExperiment(long id) implements ExperimentRequest<Experiment> {}

    /** What was edited since an experiment was launched last, deleted ones too. */
    record ReadEdits(long id) implements ExperimentRequest<Edits> {}

    /**
     * @param launchId of the newest launch; null when there was none
     * @param fields what differs from what it was launched with, flags last and by name; empty when there was no launch
     */
    record Edits(@Nullable Long launchId, List<FieldDifference> fields) {
        public Edits {
            fields = List.copyOf(fields);
        }
    }

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
     * {@code instanceType}, {@code cloud}, {@code taskTemplate}, {@code cluster}, {@code description}, {@code wandbLink} and {@code owner}.
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
            Optional<String> taskTemplate,
            Optional<String> cluster,
            Optional<Boolean> stopCluster,
            Optional<Flags> flags,
            Optional<String> description,
            Optional<String> wandbLink,
            Optional<List<String>> tags,
            Optional<String> owner,
            Optional<Integer> priority,
            RunRules.Edit rules,
            Optional<Long> expectedSpecRevision) {
        public SpecEdit {
            tags = tags.map(List::copyOf);
        }

        /** An edit that changes nothing yet. */
        public static Builder builder() {
            return new Builder();
        }

        /** Puts an edit together; what is not named stays as it is. */
        public static final class Builder {
            private Optional<String> name = Optional.empty();
            private Optional<String> baseCommand = Optional.empty();
            private Optional<String> toolPath = Optional.empty();
            private Optional<String> gitBranch = Optional.empty();
            private Optional<Integer> nodes = Optional.empty();
            private Optional<Integer> gpus = Optional.empty();
            private Optional<String> accelerator = Optional.empty();
            private Optional<String> instanceType = Optional.empty();
            private Optional<String> cloud = Optional.empty();
            private Optional<Boolean> spot = Optional.empty();
            private Optional<String> taskTemplate = Optional.empty();
            private Optional<String> cluster = Optional.empty();
            private Optional<Boolean> stopCluster = Optional.empty();
            private Optional<Flags> flags = Optional.empty();
            private Optional<String> description = Optional.empty();
            private Optional<String> wandbLink = Optional.empty();
            private Optional<List<String>> tags = Optional.empty();
            private Optional<String> owner = Optional.empty();
            private Optional<Integer> priority = Optional.empty();
            private RunRules.Edit rules = RunRules.Edit.NONE;
            private Optional<Long> expectedSpecRevision = Optional.empty();

            private Builder() {}

            public Builder name(String value) {
                name = Optional.of(value);
                return this;
            }

            public Builder baseCommand(String value) {
                baseCommand = Optional.of(value);
                return this;
            }

            public Builder toolPath(String value) {
                toolPath = Optional.of(value);
                return this;
            }

            public Builder gitBranch(String value) {
                gitBranch = Optional.of(value);
                return this;
            }

            public Builder nodes(int value) {
                nodes = Optional.of(value);
                return this;
            }

            public Builder gpus(int value) {
                gpus = Optional.of(value);
                return this;
            }

            public Builder accelerator(String value) {
                accelerator = Optional.of(value);
                return this;
            }

            public Builder instanceType(String value) {
                instanceType = Optional.of(value);
                return this;
            }

            public Builder cloud(String value) {
                cloud = Optional.of(value);
                return this;
            }

            public Builder spot(boolean value) {
                spot = Optional.of(value);
                return this;
            }

            public Builder taskTemplate(String value) {
                taskTemplate = Optional.of(value);
                return this;
            }

            public Builder cluster(String value) {
                cluster = Optional.of(value);
                return this;
            }

            public Builder stopCluster(boolean value) {
                stopCluster = Optional.of(value);
                return this;
            }

            public Builder flags(Flags value) {
                flags = Optional.of(value);
                return this;
            }

            public Builder description(String value) {
                description = Optional.of(value);
                return this;
            }

            public Builder wandbLink(String value) {
                wandbLink = Optional.of(value);
                return this;
            }

            public Builder tags(List<String> value) {
                tags = Optional.of(value);
                return this;
            }

            public Builder owner(String value) {
                owner = Optional.of(value);
                return this;
            }

            public Builder priority(int value) {
                priority = Optional.of(value);
                return this;
            }

            public Builder rules(RunRules.Edit value) {
                rules = value;
                return this;
            }

            public Builder expectedSpecRevision(long value) {
                expectedSpecRevision = Optional.of(value);
                return this;
            }

            /** The edit. */
            public SpecEdit build() {
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
                        taskTemplate,
                        cluster,
                        stopCluster,
                        flags,
                        description,
                        wandbLink,
                        tags,
                        owner,
                        priority,
                        rules,
                        expectedSpecRevision);
            }
        }
    }

    /**
     * Sets what the user wants. RUNNING raises the run request, unless the newest is still unserved or a launch is open
     * without a recorded cancel.
     */
    record SetDesiredState(Command command, long id, DesiredState desiredState)
            implements ExperimentRequest<Written<Experiment>> {}

    /**
     * Has it run as it is specified now: a job of it is cancelled, and another launched once it has ended; without one it is as Run.
     * Fails with {@code Conflict} when it is deleted or terminated.
     */
    record Relaunch(Command command, long id) implements ExperimentRequest<Written<Experiment>> {}

    /** Soft-deletes; the desired state becomes TERMINATED, so that a running job is cancelled. History stays. */
    record DeleteExperiment(Command command, long id) implements ExperimentRequest<Written<Experiment>> {}

    /** Takes a deletion back; the experiment comes back STOPPED, under its name with a suffix ({@code _2}) when that is
     * taken by now. Fails with {@code NotFound} when it was purged. */
    record UndeleteExperiment(Command command, long id) implements ExperimentRequest<Written<Experiment>> {}

    /** Keeps whether its row is unfolded. An unknown id changes nothing and is no error, as in the original. */
    record SetExpanded(Command command, long id, boolean expanded) implements ExperimentRequest<Written<Boolean>> {}

    /** Keeps whether it is starred. An unknown id changes nothing and is no error, as in the original. */
    record SetStarred(Command command, long id, boolean starred) implements ExperimentRequest<Written<Boolean>> {}
}
