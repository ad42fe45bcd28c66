package dev.skydeck.store;

import java.nio.file.Path;

/**
 * What the store needs to know.
 *
 * @param databasePath the file, made at the first start
 * @param limits of launches
 * @param prices of accelerators
 */
public record StoreOptions(Path databasePath, LaunchLimits limits, Prices prices) {
    public StoreOptions {
        databasePath = databasePath.toAbsolutePath().normalize();
    }

    /** The store in that file, with the default limits. */
    public static StoreOptions at(Path databasePath) {
        return new StoreOptions(databasePath, LaunchLimits.DEFAULT, Prices.NONE);
    }

    /** The same with other limits. */
    public StoreOptions with(LaunchLimits other) {
        return new StoreOptions(databasePath, other, prices);
    }

    /** The same with other prices. */
    public StoreOptions with(Prices other) {
        return new StoreOptions(databasePath, limits, other);
    }
}
