package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.Experiment;
import java.time.Instant;
import java.util.Locale;

/** The fields that hold times. */
enum TimeField {
    CREATED,
    UPDATED;

    Instant of(Experiment experiment) {
        return switch (this) {
            case CREATED -> experiment.createdAt();
            case UPDATED -> experiment.updatedAt();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
