package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.LaunchSummary;
import org.jspecify.annotations.Nullable;

/** The newest launch of an experiment as clients see it. */
public record LaunchView(long id, String state, String openedAt) {
    static @Nullable LaunchView of(@Nullable LaunchSummary launch) {
        return launch == null
                ? null
                : new LaunchView(launch.id(), launch.state().name(), Times.zoned(launch.openedAt()));
    }
}
