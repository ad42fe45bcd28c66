package dev.skydeck.gateway;

import dev.skydeck.gateway.view.Health;
import dev.skydeck.gateway.view.StreamEvents;
import dev.skydeck.messages.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the sources said last, and how long ago; their ages grow here, since no clock crosses a process. */
final class Sources {
    static final String SKYPILOT = "skypilot";
    static final String S3 = "s3";
    /** The policy registry, where one is configured; the first SkyDeck's name for it. */
    static final String OBSERVATORY = "observatory";

    /** A role reports every few seconds; one that has been silent for this long is not running. */
    private static final long SILENT_NANOS = Duration.ofSeconds(15).toNanos();

    /** The commands that print flags; only health tells of them. */
    private static final String FLAGS = "flags";

    private static final Set<String> KNOWN = Set.of(SKYPILOT, S3, OBSERVATORY);

    private final Map<String, Heard> heard = new TreeMap<>();
    private @Nullable Heard flags;

    private record Heard(Event.SourceReport report, long at) {
        @Nullable
        Long ageMillis(long now) {
            Long age = report.ageMillis();
            return age == null ? null : Long.valueOf(age + (now - at) / 1_000_000);
        }
    }

    /** Keeps what a source said; false for a source that streams do not tell of. */
    boolean heard(Event.SourceReport report) {
        if (report.source().equals(FLAGS)) {
            flags = new Heard(report, System.nanoTime());
            return false;
        }
        if (!KNOWN.contains(report.source())) {
            return false;
        }
        heard.put(report.source(), new Heard(report, System.nanoTime()));
        return true;
    }

    boolean isRunning(String source) {
        Heard last = heard.get(source);
        return last != null && System.nanoTime() - last.at < SILENT_NANOS;
    }

    boolean isWell(String source) {
        Heard last = heard.get(source);
        return last != null && isRunning(source) && last.report.error() == null;
    }

    Health.Source health(String source) {
        Heard last = heard.get(source);
        return last == null ? Health.Source.UNKNOWN : health(last);
    }

    /** Null while nobody reads flags. */
    Health.@Nullable Source flags() {
        Heard last = flags;
        return last == null ? null : health(last);
    }

    private static Health.Source health(Heard last) {
        Event.SourceReport report = last.report;
        return Health.Source.of(
                last.ageMillis(System.nanoTime()),
                System.nanoTime() - last.at < SILENT_NANOS,
                report.error(),
                report.intervalMillis(),
                Instant.now());
    }

    List<StreamEvents.SourceAge> ages() {
        return heard.values().stream().map(Sources::age).toList();
    }

    static StreamEvents.SourceAge age(Event.SourceReport report) {
        return age(new Heard(report, System.nanoTime()));
    }

    private static StreamEvents.SourceAge age(Heard heard) {
        Long millis = heard.ageMillis(System.nanoTime());
        return new StreamEvents.SourceAge(
                heard.report.source(),
                heard.report.error() == null,
                millis == null ? null : millis / 1_000.0,
                heard.report.intervalMillis() / 1_000.0,
                heard.report.error());
    }
}
