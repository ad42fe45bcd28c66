package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.Experiment;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields that hold text. */
enum TextField {
    NAME(true),
    DESCRIPTION(true),
    COMMAND(true),
    TOOL(false),
    BRANCH(false),
    TAG(false),
    GROUP(false),
    OWNER(false),
    ACCELERATOR(false),
    INSTANCE(false),
    CLOUD(false),
    CLUSTER(false),
    SKY(false),
    WANDB(true);

    /** Where a word on its own is looked for. */
    static final List<TextField> SEARCHED = List.of(NAME, DESCRIPTION, TAG, GROUP, OWNER);

    private final boolean prose;

    /** @param prose whether a part of the text is enough */
    TextField(boolean prose) {
        this.prose = prose;
    }

    boolean isProse() {
        return prose;
    }

    /** The values that are there; empty for none. */
    List<String> of(Candidate candidate) {
        Experiment experiment = candidate.experiment();
        return switch (this) {
            case NAME -> list(experiment.spec().name());
            case DESCRIPTION -> list(experiment.annotations().description());
            case COMMAND -> list(experiment.spec().baseCommand());
            case TOOL -> list(experiment.spec().toolPath());
            case BRANCH -> list(experiment.spec().gitBranch());
            case TAG -> experiment.annotations().tags();
            case GROUP -> candidate.groups();
            case OWNER -> list(experiment.owner());
            case ACCELERATOR -> list(experiment.spec().accelerator());
            case INSTANCE -> list(experiment.spec().instanceType());
            case CLOUD -> list(experiment.spec().cloud());
            case CLUSTER -> list(experiment.clusterName());
            case SKY -> list(experiment.skyStatus());
            case WANDB -> list(experiment.annotations().wandbLink());
        };
    }

    private static List<String> list(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
