package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.PlainName;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.SweepPlan;
import java.util.List;
import java.util.Optional;

/** The bodies of {@code previewSweep} and {@code createSweep}, and of {@code patchSweep}. */
public final class SweepBody {
    private static final String[] EXPERIMENT =
            SpecFields.between(List.of("name", "base_command"), List.of("desired_state", "description", "tags"));

    private SweepBody() {}

    /** @throws InvalidInput with every wrong field */
    public static SweepPlan plan(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        fields.only("name", "experiment", "axes", "max_parallel", "stop_rules");
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
        StopRules stop = RunRuleFields.stop(fields).orElse(StopRules.NONE);
        fields.check();
        return new SweepPlan(name, base.seed(base.spec()), axes, maxParallel, stop);
    }

    /** @param maxParallel 0 for no limit */
    public record Edit(Optional<String> name, Optional<Integer> maxParallel, Optional<StopRules> stop) {}

    /** @throws InvalidInput with every wrong field */
    public static Edit edit(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        fields.only("name", "max_parallel", "stop_rules");
        Edit edit = new Edit(name(fields), fields.limit("max_parallel"), RunRuleFields.stop(fields));
        fields.check();
        return edit;
    }

    private static Optional<String> name(Fields fields) {
        Optional<String> name = fields.text("name");
        name.filter(text -> !fields.problems().has(fields.loc("name")))
                .flatMap(text -> PlainName.problem("A sweep", text))
                .ifPresent(rule -> fields.problems().add("value_error", fields.loc("name"), rule, null));
        return name;
    }
}
