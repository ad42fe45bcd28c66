package dev.skydeck.store;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What SkyPilot's words for the resources of a job or cluster say of accelerators, as in {@code 2x[H100:8]} and
 * {@code 1x(gpus=H100:8, cpus=96, ...)}.
 *
 * @param count over all nodes; half a GPU is a count, too
 */
record Accelerators(String name, BigDecimal count) {
    private static final Pattern NODES = Pattern.compile("^\\s*([0-9]{1,6})x");
    private static final Pattern ONE =
            Pattern.compile("([A-Za-z][A-Za-z0-9_.+-]*)['\"]?:\\s*([0-9]{1,6}(?:\\.[0-9]{1,6})?)");

    /** Empty when they name none, or a choice of several. */
    static Optional<Accelerators> of(@Nullable String resources) {
        if (resources == null) {
            return Optional.empty();
        }
        Matcher nodes = NODES.matcher(resources);
        BigDecimal count = nodes.find() ? new BigDecimal(nodes.group(1)) : BigDecimal.ONE;
        Accelerators found = null;
        for (Matcher matcher = ONE.matcher(resources); matcher.find(); ) {
            if (!matcher.group(1).toUpperCase(Locale.ROOT).equals("CPU")) {
                if (found != null) {
                    return Optional.empty();
                }
                found = new Accelerators(matcher.group(1), count.multiply(new BigDecimal(matcher.group(2))));
            }
        }
        return Optional.ofNullable(found);
    }
}
