package dev.skydeck.store;

import dev.skydeck.messages.model.ProgressUnit;

/**
 * The flag that says how long a run is to be.
 *
 * @param flag its name
 * @param unit what it counts
 */
public record TotalFlag(String flag, ProgressUnit unit) {}
