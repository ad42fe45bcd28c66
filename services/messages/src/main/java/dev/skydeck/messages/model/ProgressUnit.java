package dev.skydeck.messages.model;

import java.util.Locale;

/** What a run's total is counted in. */
public enum ProgressUnit {
    /** Steps of the optimizer, as the run's metrics number them. */
    STEP,
    /** Epochs, as the run's metrics or its checkpoints number them. */
    EPOCH;

    /** As the API and the configuration file write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
