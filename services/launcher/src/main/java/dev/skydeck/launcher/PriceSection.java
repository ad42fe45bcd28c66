package dev.skydeck.launcher;

import dev.skydeck.store.Price;
import dev.skydeck.store.Prices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section {@code prices} of the configuration file: what accelerators cost. */
final class PriceSection {
    private static final String USD = "usd_per_hour";

    private PriceSection() {}

    /**
     * The prices of the file.
     *
     * @param accelerator of experiments that name none
     * @throws StartRefused if a field is not what it must be
     */
    static Prices prices(ConfigFile file, @Nullable String accelerator) {
        List<Price> prices = new ArrayList<>();
        for (ConfigEntry entry : file.root().entries("prices")) {
            prices.add(price(entry.only("accelerator", "cloud", "region", "spot", USD)));
        }
        try {
            return new Prices(prices, accelerator);
        } catch (IllegalArgumentException e) {
            throw file.root().refused(String.valueOf(e.getMessage()));
        }
    }

    private static Price price(ConfigEntry entry) {
        BigDecimal usd = entry.numberOrNone(USD).orElseThrow(() -> entry.refused(USD, "must be a number"));
        long micros = Dollars.micros(Dollars.checked(usd, rule -> entry.refused(USD, rule)));
        try {
            return new Price(
                    entry.text("accelerator"),
                    entry.textOrNone("cloud").orElse(null),
                    entry.textOrNone("region").orElse(null),
                    entry.truthOrNone("spot").orElse(null),
                    micros);
        } catch (IllegalArgumentException e) {
            throw entry.refused(String.valueOf(e.getMessage()));
        }
    }
}
