package dev.skydeck.messages.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people write about an experiment; nothing of it reaches a job. */
public record Annotations(
        @Nullable String description, @Nullable String wandbLink, List<String> tags) {
    public static final Annotations NONE = new Annotations(null, null, List.of());

    public Annotations {
        tags = List.copyOf(tags);
    }
}
