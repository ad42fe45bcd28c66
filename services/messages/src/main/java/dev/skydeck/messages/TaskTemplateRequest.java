package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.TaskTemplate;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;

/** Stored task templates, checked by the SkyPilot service before they come here, and what tasks are built from. */
public sealed interface TaskTemplateRequest<R> extends StoreRequest<R> {

    /** All of them, by name. */
    record ListTaskTemplates() implements TaskTemplateRequest<List<TaskTemplate>> {}

    /** Fails with {@code NotFound}. */
    record ReadTaskTemplate(String name) implements TaskTemplateRequest<TaskTemplate> {}

    /**
     * Makes it or replaces its text; launches that are open keep what they were opened with. Fails with {@code Invalid} for
     * a name or text that cannot be, {@code Outdated} when {@code expectedRevision} is not its revision.
     */
    record WriteTaskTemplate(Command command, String name, String yaml, Optional<Long> expectedRevision)
            implements TaskTemplateRequest<Written<TaskTemplate>> {}

    /** Fails with {@code NotFound}, and with {@code Conflict} while an experiment or group names it. */
    record DeleteTaskTemplate(Command command, String name) implements TaskTemplateRequest<Written<Boolean>> {}

    /**
     * What that launch's task is built from, as it was when the launch was opened. Fails with {@code NotFound}, and with
     * {@code Conflict} when the launch is no longer an intent.
     */
    record ReadLaunchTask(long launchId) implements TaskTemplateRequest<TaskSource> {}

    /** What the task of that experiment's next launch would be built from. Fails with {@code NotFound}. */
    record ReadExperimentTask(long experimentId) implements TaskTemplateRequest<TaskSource> {}

    /**
     * @param token the launch's; a placeholder for an experiment
     * @param jobName the launch's; one with a placeholder's suffix for an experiment
     * @param ended sequence of the experiment's newest earlier launch whose job ended, or was given up as lost; 0 for none
     * @param templates YAML texts of the stored templates, the first to be merged first
     */
    record TaskSource(ExperimentSpec spec, String token, String jobName, long ended, List<String> templates) {
        public TaskSource {
            templates = List.copyOf(templates);
        }
    }
}
