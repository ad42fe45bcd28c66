package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.TaskTemplate;
import java.util.List;

/** A task template as clients see it. */
public record TaskTemplateView(String name, String yaml, long revision, String createdAt, String updatedAt) {
    public static TaskTemplateView of(TaskTemplate template) {
        return new TaskTemplateView(
                template.name(),
                template.yaml(),
                template.revision(),
                Times.zoned(template.createdAt()),
                Times.zoned(template.updatedAt()));
    }

    public record All(List<TaskTemplateView> taskTemplates) {}

    public record One(TaskTemplateView taskTemplate) {}
}
