package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.LaunchSummary;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields that hold numbers. */
enum NumberField {
    ID,
    NODES,
    GPUS,
    EPOCH,
    JOB;

    /** Empty when it is not known. */
    Optional<BigDecimal> of(Experiment experiment) {
        return Optional.ofNullable(value(experiment)).map(BigDecimal::valueOf);
    }

    private @Nullable Long value(Experiment experiment) {
        LaunchSummary launch = experiment.launch();
        return switch (this) {
            case ID -> Long.valueOf(experiment.id());
            case NODES -> Long.valueOf(experiment.spec().nodes());
            case GPUS -> Long.valueOf(experiment.spec().gpus());
            case EPOCH -> experiment.latestEpoch();
            case JOB -> launch == null ? null : launch.jobId();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
