package dev.skydeck.store;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What accelerators cost, as the configuration says.
 *
 * @param list of which the most precise one that fits holds
 * @param defaultAccelerator of experiments that name none; null when there is no such
 */
public record Prices(List<Price> list, @Nullable String defaultAccelerator) {
    /** Nothing has a price. */
    public static final Prices NONE = new Prices(List.of(), null);

    /** @throws IllegalArgumentException if two prices are for exactly the same */
    public Prices {
        list = List.copyOf(list);
        for (int i = 0; i < list.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (list.get(i).isForTheSameAs(list.get(j))) {
                    throw new IllegalArgumentException("prices[" + i + "] is for the same as prices[" + j + "]");
                }
            }
        }
    }

    /** For an hour of one of the accelerator. */
    Optional<Price> of(String accelerator, @Nullable String cloud, @Nullable String region, boolean spot) {
        return list.stream()
                .filter(price -> price.isFor(accelerator, cloud, region, spot))
                .max(Comparator.comparingInt(Price::precision));
    }
}
