package dev.skydeck.reconciler;

import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.StopRules.MetricBound;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Whether a rule stops an experiment: by what readings have shown, so that one that ended unseen is not stopped. */
final class StopRule {
    private static final double HOUR = 3_600;

    private StopRule() {}

    /** Which rule is met, and by what; empty for none. */
    static Optional<String> met(Progress progress) {
        StopRules stop = progress.stop();
        Long epoch = progress.epoch();
        if (stop.epoch() != null && epoch != null && epoch >= stop.epoch()) {
            return Optional.of("Epoch " + epoch + " was reached; it stops at epoch " + stop.epoch() + ".");
        }
        Double hours = stop.hours();
        if (hours != null && progress.runSeconds() >= hours * HOUR) {
            return Optional.of("It ran for the " + number(hours) + " hours that it may.");
        }
        Double gpuHours = stop.gpuHours();
        if (gpuHours != null && progress.gpuSeconds() >= gpuHours * HOUR) {
            return Optional.of("It used the " + number(gpuHours) + " GPU-hours that it may.");
        }
        for (MetricBound bound : stop.metrics()) {
            OptionalDouble value = number(progress.metrics().values().get(bound.name()));
            if (value.isPresent() && bound.isMet(value.getAsDouble())) {
                return Optional.of("Its metric " + bound.name() + " is " + number(value.getAsDouble())
                        + "; it stops at " + bound.words() + ".");
            }
        }
        return Optional.empty();
    }

    private static OptionalDouble number(@Nullable FlagValue value) {
        String text = value instanceof FlagValue.Int whole
                ? whole.literal()
                : value instanceof FlagValue.Dec decimal ? decimal.literal() : null;
        return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    /** As people write it: 12, not 12.0. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
