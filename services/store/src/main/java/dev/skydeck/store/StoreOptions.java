package dev.skydeck.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the store needs to know.
 *
 * @param databasePath the file, made at the first start
 * @param limits of launches
 * @param prices of accelerators
 * @param total the flag that progress is measured by; empty when none is configured
 */
public record StoreOptions(Path databasePath, LaunchLimits limits, Prices prices, Optional<TotalFlag> total) {
    public StoreOptions {
        databasePath = databasePath.toAbsolutePath().normalize();
    }

    /** The store in that file, with the default limits. */
    public static StoreOptions at(Path databasePath) {
        return new StoreOptions(databasePath, LaunchLimits.DEFAULT, Prices.NONE, Optional.empty());
    }

    /** The same with other limits. */
    public StoreOptions with(LaunchLimits other) {
        return new StoreOptions(databasePath, other, prices, total);
    }

    /** The same with other prices. */
    public StoreOptions with(Prices other) {
        return new StoreOptions(databasePath, limits, other, total);
    }

    /** The same with that flag for progress. */
    public StoreOptions with(Optional<TotalFlag> other) {
        return new StoreOptions(databasePath, limits, prices, other);
    }
}
