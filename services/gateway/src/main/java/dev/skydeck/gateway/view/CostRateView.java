package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.CostRate;
import dev.skydeck.messages.model.MicroDollars;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What runs now.
 *
 * @param usdPerHour an estimate; null when nothing that runs has a price
 */
public record CostRateView(BigDecimal gpus, @Nullable BigDecimal usdPerHour, BigDecimal unpricedGpus) {
    private static final int DECIMALS = 3;

    static CostRateView of(CostRate rate) {
        Long micros = rate.microDollars();
        return new CostRateView(
                gpus(rate.milliGpus()),
                micros == null ? null : MicroDollars.dollars(micros),
                gpus(rate.unpricedMilliGpus()));
    }

    private static BigDecimal gpus(long thousandths) {
        return CostView.plain(BigDecimal.valueOf(thousandths, DECIMALS));
    }
}
