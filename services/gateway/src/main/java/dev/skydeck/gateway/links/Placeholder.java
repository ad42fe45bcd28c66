package dev.skydeck.gateway.links;

import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.LaunchSummary;
import java.util.Optional;

/** What stands in braces in the template of a link. */
public sealed interface Placeholder {
    String FLAGS = "flags.";

    /** The value of an experiment; empty when it has none. */
    Optional<String> of(Experiment experiment);

    /** @throws IllegalArgumentException if there is no such placeholder */
    static Placeholder of(String name) {
        return switch (name) {
            case "name" -> new Name();
            case "id" -> new Id();
            case "job" -> new NewestJob();
            case "user" -> new User();
            default -> {
                if (!name.startsWith(FLAGS) || name.length() == FLAGS.length()) {
                    throw new IllegalArgumentException("url has the unknown placeholder {" + name
                            + "}; there are {name}, {id}, {job}, {user} and {flags.NAME}");
                }
                yield new Flag(name.substring(FLAGS.length()));
            }
        };
    }

    record Name() implements Placeholder {
        @Override
        public Optional<String> of(Experiment experiment) {
            return Optional.of(experiment.spec().name());
        }
    }

    record Id() implements Placeholder {
        @Override
        public Optional<String> of(Experiment experiment) {
            return Optional.of(Long.toString(experiment.id()));
        }
    }

    /** SkyPilot's number of the job of its newest launch. */
    record NewestJob() implements Placeholder {
        @Override
        public Optional<String> of(Experiment experiment) {
            return Optional.ofNullable(experiment.launch())
                    .map(LaunchSummary::jobId)
                    .map(String::valueOf);
        }
    }

    /** Who created it. */
    record User() implements Placeholder {
        @Override
        public Optional<String> of(Experiment experiment) {
            return Optional.ofNullable(experiment.owner());
        }
    }

    record Flag(String name) implements Placeholder {
        @Override
        public Optional<String> of(Experiment experiment) {
            return Optional.ofNullable(experiment.spec().flags().values().get(name))
                    .map(FlagValue::commandText);
        }
    }
}
