package dev.skydeck.store;

import java.nio.file.Path;

/**
 * What the store needs to know.
 *
 * @param databasePath the file, made at the first start
 * @param launchBudgetsOff whether launches are not counted, as for a sandbox where they cost nothing
 */
public record StoreOptions(Path databasePath, boolean launchBudgetsOff) {
    public StoreOptions {
        databasePath = databasePath.toAbsolutePath().normalize();
    }

    /** The store in that file, with launch budgets. */
    public static StoreOptions at(Path databasePath) {
        return new StoreOptions(databasePath, false);
    }

    /** The same without launch budgets. */
    public StoreOptions withoutLaunchBudgets() {
        return new StoreOptions(databasePath, true);
    }
}
