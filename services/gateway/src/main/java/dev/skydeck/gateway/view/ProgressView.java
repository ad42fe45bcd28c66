package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.ProgressUnit;
import dev.skydeck.messages.model.TrainingProgress;
import org.jspecify.annotations.Nullable;

/**
 * How far an experiment is; see {@link TrainingProgress}.
 *
 * @param fraction from 0 to 1; null without a total
 */
public record ProgressView(
        @Nullable Long step,
        @Nullable Long epoch,
        @Nullable String at,
        @Nullable Double total,
        String unit,
        @Nullable Double fraction) {

    static @Nullable ProgressView of(@Nullable TrainingProgress progress) {
        return progress == null
                ? null
                : new ProgressView(
                        progress.step(),
                        progress.epoch(),
                        Times.zonedOrNull(progress.at()),
                        progress.total(),
                        progress.unit().word(),
                        fraction(progress));
    }

    private static @Nullable Double fraction(TrainingProgress progress) {
        @Nullable Double total = progress.total();
        @Nullable Long done = progress.unit() == ProgressUnit.STEP ? progress.step() : progress.epoch();
        return total == null || done == null ? null : Math.max(0, Math.min(1, done / total));
    }
}
