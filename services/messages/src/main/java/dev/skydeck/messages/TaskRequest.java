package dev.skydeck.messages;

import java.util.List;

/** What the SkyPilot service tells about tasks that are not launched yet. */
public sealed interface TaskRequest<R> extends Request<R> {

    /**
     * The task that the experiment's next launch would send. Fails with {@code NotFound}, and with {@code Invalid} and a
     * sentence when no task can be built.
     *
     * @param validate also asks the server, which may take seconds
     */
    record ShowTask(long experimentId, boolean validate) implements TaskRequest<TaskShown> {}

    /**
     * @param yaml with secrets redacted
     * @param problems why the server would refuse it, in its words; empty when it would not, or was not asked
     * @param checked whether the server was asked and answered
     */
    record TaskShown(String yaml, List<String> problems, boolean checked) {
        public TaskShown {
            problems = List.copyOf(problems);
        }
    }

    /** Says what is wrong with a task template's text, for a person; empty when it can be merged. */
    record CheckTaskTemplate(String yaml) implements TaskRequest<List<String>> {}
}
