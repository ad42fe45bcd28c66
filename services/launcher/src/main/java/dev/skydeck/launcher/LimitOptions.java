package dev.skydeck.launcher;

import dev.skydeck.store.LaunchLimits;
import dev.skydeck.store.SpendLimit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all experiments together may use. */
final class LimitOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--max-open-launches",
            paramLabel = "N",
            defaultValue = "${SKYDECK_MAX_OPEN_LAUNCHES:-100}",
            description = "Experiments that run at once, in all (default 100; SKYDECK_MAX_OPEN_LAUNCHES).")
    private int maxOpenLaunches = 100;

    @Option(
            names = "--max-gpus",
            paramLabel = "N",
            defaultValue = "${SKYDECK_MAX_GPUS:-" + Option.NULL_VALUE + "}",
            description = "GPUs that they use at once, over all nodes (default no limit; SKYDECK_MAX_GPUS).")
    private @Nullable Long maxGpus;

    @Option(
            names = "--launches-per-hour",
            paramLabel = "N",
            defaultValue = "${SKYDECK_LAUNCHES_PER_HOUR:-60}",
            description = "Launches sent within an hour, in all (default 60; SKYDECK_LAUNCHES_PER_HOUR).")
    private int launchesPerHour = 60;

    @Option(
            names = "--relaunches-per-hour",
            paramLabel = "N",
            defaultValue = "${SKYDECK_RELAUNCHES_PER_HOUR:-4}",
            description = "Launches of one experiment within an hour that nobody asked for (default 4;"
                    + " SKYDECK_RELAUNCHES_PER_HOUR).")
    private int relaunchesPerHour = 4;

    @Option(
            names = "--max-spend",
            paramLabel = "USD",
            defaultValue = "${SKYDECK_MAX_SPEND:-" + Option.NULL_VALUE + "}",
            description = "US dollars, by the estimate, after which no other experiment is launched (default no limit;"
                    + " SKYDECK_MAX_SPEND).")
    private @Nullable BigDecimal maxSpend;

    @Option(
            names = "--max-spend-hours",
            paramLabel = "HOURS",
            defaultValue = "${SKYDECK_MAX_SPEND_HOURS:-" + Option.NULL_VALUE + "}",
            description = "The hours before now within which they count (default 24; SKYDECK_MAX_SPEND_HOURS).")
    private @Nullable BigDecimal maxSpendHours;

    /**
     * @param groups what groups may spend for themselves
     * @throws ParameterException if one is not what it may be
     */
    LaunchLimits limits(List<SpendLimit> groups) {
        atLeast("--max-open-launches", maxOpenLaunches, 1);
        atLeast("--launches-per-hour", launchesPerHour, 1);
        atLeast("--relaunches-per-hour", relaunchesPerHour, 0);
        if (maxGpus != null) {
            atLeast("--max-gpus", maxGpus, 0);
        }
        return new LaunchLimits(maxOpenLaunches, maxGpus, launchesPerHour, relaunchesPerHour, spend(groups));
    }

    private List<SpendLimit> spend(List<SpendLimit> groups) {
        Optional<BigDecimal> usd =
                Optional.ofNullable(maxSpend).map(value -> Dollars.checked(value, rule -> wrong("--max-spend", rule)));
        BigDecimal hours = Optional.ofNullable(maxSpendHours)
                .map(value -> Dollars.checkedHours(value, rule -> wrong("--max-spend-hours", rule)))
                .orElse(Dollars.DEFAULT_HOURS);
        return Stream.concat(
                        usd.map(value -> SpendLimit.ofAll(Dollars.micros(value), Dollars.window(hours))).stream(),
                        groups.stream())
                .toList();
    }

    private ParameterException wrong(String option, String rule) {
        return new ParameterException(command.commandLine(), option + " " + rule + ".");
    }

    private void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new ParameterException(command.commandLine(), option + " must be at least " + least + ".");
        }
    }
}
