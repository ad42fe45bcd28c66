package dev.skydeck.reconciler;

import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.StopRules.MetricBound;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Whether a rule stops an experiment now, and when it will if nothing else happens. */
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

    /** Until the time that it may run is over; empty when nothing runs or no rule counts time. */
    static Optional<Duration> untilMet(Progress progress) {
        if (!progress.running()) {
            return Optional.empty();
        }
        Optional<Duration> hours = until(progress.stop().hours(), progress.runSeconds(), 1);
        Optional<Duration> gpuHours = until(progress.stop().gpuHours(), progress.gpuSeconds(), progress.gpus());
        return hours.isPresent() && gpuHours.isPresent()
                ? hours.map(one -> one.compareTo(gpuHours.get()) < 0 ? one : gpuHours.get())
                : hours.or(() -> gpuHours);
    }

    private static Optional<Duration> until(@Nullable Double hours, double seconds, long aSecond) {
        return hours == null || aSecond == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil((hours * HOUR - seconds) / aSecond * 1_000)));
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
