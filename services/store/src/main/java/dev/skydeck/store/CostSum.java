package dev.skydeck.store;

import dev.skydeck.messages.model.Cost;
import dev.skydeck.messages.model.Cost.Source;
import dev.skydeck.messages.model.CostRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds up what jobs used, what that cost, and what those that run cost an hour. Money is exact until the end, where it is rounded to millionths of a dollar. */
final class CostSum {
    private static final BigDecimal HOUR_MILLIS = BigDecimal.valueOf(3_600_000);
    private static final BigDecimal MILLI = BigDecimal.valueOf(1_000);
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
    private static final String NO_ACCELERATOR = "what used no accelerator: prices are by accelerator";
    private static final String UNKNOWN = "accelerators that neither SkyPilot nor the specification names";

    private final Prices prices;
    private final Set<Source> sources = EnumSet.noneOf(Source.class);
    /** What has no price, in words; sorted, so that the same is said each time. */
    private final Set<String> without = new TreeSet<>();

    private BigDecimal gpuMillis = BigDecimal.ZERO;
    private BigDecimal unpriced = BigDecimal.ZERO;
    /** Micro-dollars times milliseconds of an hour: dividing once, at the end, loses nothing on the way. */
    private BigDecimal money = BigDecimal.ZERO;

    private BigDecimal gpusNow = BigDecimal.ZERO;
    private BigDecimal unpricedNow = BigDecimal.ZERO;
    /** Micro-dollars an hour; null while nothing that runs has a price. */
    private @Nullable BigDecimal moneyNow;

    CostSum(Prices prices) {
        this.prices = prices;
    }

    CostSum add(JobUse use) {
        Optional<BigDecimal> hour = hour(use);
        addNow(use, hour);
        if (use.millis() == 0) {
            return this;
        }
        BigDecimal gpus = BigDecimal.valueOf(use.gpuMillis());
        gpuMillis = gpuMillis.add(gpus);
        if (hour.isPresent()) {
            sources.add(use.clusterDollars() == null ? Source.CONFIGURATION : Source.COST_REPORT);
            money = money.add(hour.get().multiply(BigDecimal.valueOf(use.millis())));
        } else {
            unpriced = unpriced.add(gpus);
            without.add(gpus.signum() == 0 ? NO_ACCELERATOR : named(use));
        }
        return this;
    }

    private void addNow(JobUse use, Optional<BigDecimal> hour) {
        if (use.working() == 0) {
            return;
        }
        BigDecimal jobs = BigDecimal.valueOf(use.working());
        BigDecimal gpus = use.gpus().multiply(jobs);
        gpusNow = gpusNow.add(gpus);
        if (hour.isPresent()) {
            moneyNow = (moneyNow == null ? BigDecimal.ZERO : moneyNow)
                    .add(hour.get().multiply(jobs));
        } else {
            unpricedNow = unpricedNow.add(gpus);
        }
    }

    /** Micro-dollars for an hour of one such job; empty without a price. */
    private Optional<BigDecimal> hour(JobUse use) {
        Double dollars = use.clusterDollars();
        if (dollars != null) {
            return Optional.of(BigDecimal.valueOf(dollars).multiply(MICROS).multiply(use.share()));
        }
        return use.gpus().signum() == 0
                ? Optional.empty()
                : price(use).map(price -> use.gpus().multiply(BigDecimal.valueOf(price.microDollars())));
    }

    private Optional<Price> price(JobUse use) {
        return accelerator(use).flatMap(name -> prices.of(name, use.cloud(), use.region(), use.isSpot()));
    }

    private Optional<String> accelerator(JobUse use) {
        return use.acceleratorName().or(() -> Optional.ofNullable(prices.defaultAccelerator()));
    }

    private String named(JobUse use) {
        String cloud = use.cloud();
        return accelerator(use)
                .map(name -> name + (cloud == null ? "" : " on " + cloud.toLowerCase(Locale.ROOT)))
                .orElse(UNKNOWN);
    }

    Cost cost() {
        return new Cost(JobUse.bounded(gpuMillis), microDollarsOrNull(), JobUse.bounded(unpriced), source(), reason());
    }

    /** What runs now. */
    CostRate rate() {
        BigDecimal hour = moneyNow;
        return new CostRate(
                JobUse.bounded(gpusNow.multiply(MILLI)),
                hour == null ? null : Long.valueOf(JobUse.bounded(hour)),
                JobUse.bounded(unpricedNow.multiply(MILLI)));
    }

    /** What is known to have been spent; 0 where nothing has a price. */
    long microDollars() {
        return JobUse.bounded(money.divide(HOUR_MILLIS, 0, RoundingMode.HALF_UP));
    }

    private @Nullable Long microDollarsOrNull() {
        return sources.isEmpty() ? null : Long.valueOf(microDollars());
    }

    private @Nullable Source source() {
        return sources.size() > 1 ? Source.BOTH : sources.stream().findFirst().orElse(null);
    }

    private @Nullable String reason() {
        if (without.isEmpty()) {
            return sources.isEmpty() ? "Nothing has run." : null;
        }
        return "There is no price for " + String.join(", ", without) + ".";
    }
}
