package dev.skydeck.launcher;

import dev.skydeck.store.SpendLimit;
import java.math.BigDecimal;
import java.util.List;

/** The section {@code group_limits} of the configuration file: what groups may spend for themselves. */
final class SpendSection {
    private static final String USD = "max_spend";
    private static final String HOURS = "max_spend_hours";

    private SpendSection() {}

    /** @throws StartRefused if a field is not what it must be */
    static List<SpendLimit> groups(ConfigFile file) {
        return file.root().entries("group_limits").stream()
                .map(entry -> entry.only("group", USD, HOURS))
                .map(SpendSection::limit)
                .toList();
    }

    private static SpendLimit limit(ConfigEntry entry) {
        BigDecimal usd = entry.numberOrNone(USD).orElseThrow(() -> entry.refused(USD, "must be a number"));
        BigDecimal hours = entry.numberOrNone(HOURS).orElse(Dollars.DEFAULT_HOURS);
        return new SpendLimit(
                entry.text("group"),
                Dollars.micros(Dollars.checked(usd, rule -> entry.refused(USD, rule))),
                Dollars.window(Dollars.checkedHours(hours, rule -> entry.refused(HOURS, rule))));
    }
}
