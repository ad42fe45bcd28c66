package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Cost;
import dev.skydeck.messages.model.MicroDollars;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was used and is likely to have cost.
 *
 * @param usd an estimate; null when nothing of it has a price
 * @param source where the price comes from; null without money
 */
public record CostView(
        BigDecimal gpuHours,
        @Nullable BigDecimal usd,
        BigDecimal unpricedGpuHours,
        @Nullable String source,
        @Nullable String reason) {
    private static final BigDecimal HOUR_MILLIS = BigDecimal.valueOf(3_600_000);
    private static final int DECIMALS = 6;

    public static CostView of(Cost cost) {
        Cost.Source source = cost.source();
        Long micros = cost.microDollars();
        return new CostView(
                hours(cost.gpuMillis()),
                micros == null ? null : MicroDollars.dollars(micros),
                hours(cost.unpricedGpuMillis()),
                source == null ? null : source.name().toLowerCase(Locale.ROOT),
                cost.reason());
    }

    private static BigDecimal hours(long millis) {
        return plain(BigDecimal.valueOf(millis).divide(HOUR_MILLIS, DECIMALS, RoundingMode.HALF_UP));
    }

    /** Without zeros at the end, and never with an exponent. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
