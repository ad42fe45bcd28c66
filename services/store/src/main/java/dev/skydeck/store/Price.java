package dev.skydeck.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one accelerator costs for an hour. Fields that are null hold for all.
 *
 * @param accelerator SkyPilot's name, such as {@code H100}; its case does not count
 * @param cloud such as {@code aws}; its case does not count
 * @param region only together with a cloud
 * @param spot true for preemptible machines only, false for all others only
 * @param microDollars millionths of a US dollar for an hour of one accelerator
 */
public record Price(
        String accelerator,
        @Nullable String cloud,
        @Nullable String region,
        @Nullable Boolean spot,
        long microDollars) {
    /** @throws IllegalArgumentException for a negative price, a blank name, or a region without its cloud */
    public Price {
        if (microDollars < 0) {
            throw new IllegalArgumentException("usd_per_hour must not be negative");
        }
        if (accelerator.isBlank()) {
            throw new IllegalArgumentException("accelerator must be a name such as H100");
        }
        if (region != null && cloud == null) {
            throw new IllegalArgumentException("region needs the cloud that has it");
        }
    }

    boolean isFor(String asked, @Nullable String where, @Nullable String place, boolean preemptible) {
        return accelerator.equalsIgnoreCase(asked)
                && (cloud == null || (where != null && cloudName(cloud).equals(cloudName(where))))
                && (region == null || region.equalsIgnoreCase(place))
                && (spot == null || spot == preemptible);
    }

    /** No two prices that fit the same have the same: a region names its cloud. */
    int precision() {
        return (region == null ? 0 : 4) + (cloud == null ? 0 : 2) + (spot == null ? 0 : 1);
    }

    /** Whether both are for exactly the same. */
    boolean isForTheSameAs(Price other) {
        return precision() == other.precision()
                && (spot == null || spot.equals(other.spot))
                && other.isFor(accelerator, cloud, region, Boolean.TRUE.equals(spot));
    }

    /** SkyPilot's own short word and its name mean the same cloud. */
    private static String cloudName(String cloud) {
        String name = cloud.strip().toLowerCase(Locale.ROOT);
        return name.equals("k8s") ? "kubernetes" : name;
    }
}
