package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.SweepPlan;
import java.util.List;
import java.util.Optional;

/** The bodies of {@code previewSweep} and {@code createSweep}, and of {@code patchSweep}. */
public final class SweepBody {
    private static final int MAX_NAME = 128;
    private static final String[] EXPERIMENT = {
        "name",
        "base_command",
        "tool_path",
        "git_branch",
        "flags",
        "nodes",
        "gpus",
        "accelerator",
        "instance_type",
        "cloud",
        "spot",
        "task_template",
        "cluster",
        "stop_cluster",
        "desired_state",
        "description",
        "tags"
    };

    private SweepBody() {}

    /** @throws InvalidInput with every wrong field */
    public static SweepPlan plan(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        fields.only("name", "experiment", "axes", "max_parallel");
        if (fields.get("name") == null) {
            fields.missing("name");
        }
        String name = name(fields).orElse("");
        Fields experiment = fields.required("experiment");
        experiment.only(EXPERIMENT);
        CreateExperimentBody base = CreateExperimentBody.of(experiment);
        if (fields.get("axes") == null) {
            fields.missing("axes");
        }
        List<Axis> axes = Axes.of(fields);
        Optional<Integer> maxParallel = fields.limit("max_parallel").filter(most -> most > 0);
        fields.check();
        return new SweepPlan(name, base.spec(), base.annotations(), base.desiredState(), axes, maxParallel);
    }

    /** @param maxParallel 0 for no limit */
    public record Edit(Optional<String> name, Optional<Integer> maxParallel) {}

    /** @throws InvalidInput with every wrong field */
    public static Edit edit(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        fields.only("name", "max_parallel");
        Edit edit = new Edit(name(fields), fields.limit("max_parallel"));
        fields.check();
        return edit;
    }

    private static Optional<String> name(Fields fields) {
        Optional<String> name = fields.text("name");
        name.filter(text -> text.isBlank() || text.codePointCount(0, text.length()) > MAX_NAME)
                .filter(text -> !fields.problems().has(fields.loc("name")))
                .ifPresent(text -> fields.problems()
                        .add("value_error", fields.loc("name"), "A sweep's name has 1 to 128 characters.", null));
        return name;
    }
}
