package dev.skydeck.gateway.view;

import org.jspecify.annotations.Nullable;

/** What the stream says beside changes. */
public final class StreamEvents {
    private StreamEvents() {}

    public record Hello(long revision, String build, boolean resumed) {}

    public record Resync(long revision) {}

    public record SourceAge(
            String source,
            boolean ok,
            @Nullable Double ageSeconds,
            double intervalSeconds,
            @Nullable String error) {}
}
