package dev.skydeck.gateway.body;

import dev.skydeck.messages.JobRequest.JobRef;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of experiments and jobs as text. As in the first SkyDeck any text that means a whole number will do, such as {@code 01} or {@code 1.0}. */
public final class IdText {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{0,10})?([eE][+-]?[0-9]{1,2})?");

    private static final Pattern ON_CLUSTER = Pattern.compile("c([0-9]{1,18})-([0-9]{1,18})");

    private IdText() {}

    /** The number, or empty when the text means none: nothing can have such an id. */
    public static OptionalLong number(String text) {
        String bare = text.strip();
        if (!NUMBER.matcher(bare).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(bare).longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** A job of SkyPilot's, as {@code 12} or, on a cluster, {@code c3-12}; empty when the text means none. */
    public static Optional<JobRef> job(String text) {
        Matcher onCluster = ON_CLUSTER.matcher(text.strip());
        if (onCluster.matches()) {
            return Optional.of(
                    new JobRef(Optional.of(Long.valueOf(onCluster.group(1))), Long.parseLong(onCluster.group(2))));
        }
        OptionalLong number = number(text);
        return number.isEmpty() ? Optional.empty() : Optional.of(JobRef.managed(number.getAsLong()));
    }
}
