package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.skydeck.gateway.body.FieldProblem;
import dev.skydeck.gateway.body.JsonValue;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The envelopes of answers, as the contract names them. */
public final class Answers {
    private Answers() {}

    public record Message(String message) {}

    public record Ok(String status) {
        public static final Ok OK = new Ok("ok");
    }

    public record OfExperiment(ExperimentView experiment) {}

    /** One experiment with what lists leave out. */
    public record OfDetails(ExperimentView experiment, CostView cost, List<LinkView> links, EditsView edits) {}

    /** @param note one sentence when something was done otherwise than asked, such as a suffix on a taken name; else null */
    public record OfNotedExperiment(
            ExperimentView experiment, @Nullable String note) {}

    /** @param command for a POSIX shell */
    public record OfCommand(String command, long specRevision) {}

    public record OfExperiments(List<ExperimentView> experiments) {}

    /** Some fields of each. */
    public record Selected(List<Map<String, @Nullable Object>> experiments) {}

    public record OfStatus(
            ExperimentView experiment, @Nullable JobView currentJob, List<JobView> recentJobs) {}

    public record OfGroup(GroupView group) {}

    public record OfGroups(List<GroupView> groups, List<ExperimentView> ungrouped) {}

    public record OfOperationLogs(List<OperationLogView> logs) {}

    public record OfFlagSchemas(List<FlagSchemaView> schemas) {}

    public record OfSetting(String key, JsonValue value) {}

    /**
     * An answer to a write that may have been a mistake.
     *
     * @param answer as it is without warnings
     */
    public record Warned(@JsonUnwrapped Object answer, List<WrongField> warnings) {}

    /** An error in one sentence. */
    public record Problem(String detail) {}

    /** A 422. */
    public record ValidationProblem(List<FieldProblem> detail) {}

    /**
     * An error of a route that the first SkyDeck did not have (RFC 9457).
     *
     * @param type always {@code about:blank}: the status says what it is
     * @param title the status in words
     * @param errors every wrong field; empty when none is
     */
    public record ProblemDetails(String type, String title, int status, String detail, List<WrongField> errors) {
        public static ProblemDetails of(int status, String detail, List<FieldProblem> problems) {
            String title = HttpResponseStatus.valueOf(status).reasonPhrase();
            List<WrongField> errors = problems.stream().map(WrongField::of).toList();
            return new ProblemDetails("about:blank", title, status, detail, errors);
        }
    }

    /** @param field where: {@code body.operations.3.nodes}, {@code query.limit} */
    public record WrongField(String field, String type, String message) {
        /** In the store's words. */
        public static List<WrongField> of(List<dev.skydeck.messages.model.Problem> problems) {
            return problems.stream()
                    .map(problem -> new WrongField(problem.field(), problem.type(), problem.message()))
                    .toList();
        }

        static WrongField of(FieldProblem problem) {
            String field = problem.loc().stream().map(String::valueOf).collect(Collectors.joining("."));
            return new WrongField(field, problem.type(), problem.msg());
        }
    }
}
