package dev.skydeck.gateway.view;

import dev.skydeck.messages.TaskRequest.TaskShown;
import java.util.List;

/**
 * The task that the next launch would send.
 *
 * @param task YAML, secrets redacted
 * @param checked whether SkyPilot was asked
 */
public record TaskView(String task, List<String> problems, boolean checked) {
    public static TaskView of(TaskShown shown) {
        return new TaskView(shown.yaml(), shown.problems(), shown.checked());
    }
}
