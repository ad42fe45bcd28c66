package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Restart;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.StopRules.MetricBound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what becomes of an experiment's runs: the fields {@code restart_policy}, retries and {@code stop_rules}. */
final class RunRuleFields {
    static final List<String> NAMES = List.of("restart_policy", "max_retries", "infra_retries", "stop_rules");

    private static final double MOST_HOURS = 1_000_000_000;
    private static final int MOST_METRICS = 20;
    private static final int LONGEST_METRIC = 200;

    private RunRuleFields() {}

    /** What is not named stays; what is wrong is collected in the fields. */
    static RunRules.Edit of(Fields fields) {
        return new RunRules.Edit(
                restart(fields), retries(fields, "max_retries"), retries(fields, "infra_retries"), stop(fields));
    }

    private static Optional<Restart> restart(Fields fields) {
        JsonValue value = fields.get("restart_policy");
        if (value == null) {
            return Optional.empty();
        }
        for (Restart restart : Restart.values()) {
            if (value instanceof JsonValue.Text text && text.value().equals(restart.word())) {
                return Optional.of(restart);
            }
        }
        String expected = "'never', 'on-failure' or 'always'";
        fields.problems()
                .add(
                        "enum",
                        fields.loc("restart_policy"),
                        "Input should be " + expected,
                        value,
                        Map.of("expected", expected));
        return Optional.empty();
    }

    private static Optional<Integer> retries(Fields fields, String name) {
        return fields.whole(name, 0, RunRules.MOST_RETRIES).map(Long::intValue);
    }

    /** Empty when there is no such field; null takes all rules away. */
    static Optional<StopRules> stop(Fields fields) {
        JsonValue value = fields.get("stop_rules");
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonValue.Null) {
            return Optional.of(StopRules.NONE);
        }
        Fields rules = fields.inside(value, fields.loc("stop_rules"));
        rules.only("epoch", "hours", "gpu_hours", "metrics");
        @Nullable
        Long epoch =
                rules.isSet("epoch") ? rules.whole("epoch", 0, Long.MAX_VALUE).orElse(null) : null;
        return Optional.of(new StopRules(epoch, hours(rules, "hours"), hours(rules, "gpu_hours"), metrics(rules)));
    }

    private static @Nullable Double hours(Fields rules, String name) {
        JsonValue value = rules.get(name);
        if (value == null || value instanceof JsonValue.Null) {
            return null;
        }
        double hours = Scalars.real(value, rules.loc(name), rules.problems());
        if (hours <= 0 || hours > MOST_HOURS) {
            String rule = "More than 0, at most 1,000,000,000; null for none";
            if (!rules.problems().has(rules.loc(name))) {
                rules.problems().add("greater_than", rules.loc(name), rule, value);
            }
            return null;
        }
        return hours;
    }

    private static List<MetricBound> metrics(Fields rules) {
        List<MetricBound> bounds = new ArrayList<>();
        if (!rules.isSet("metrics")) {
            return bounds;
        }
        List<JsonValue> items = rules.items("metrics");
        if (items.size() > MOST_METRICS) {
            rules.problems().add("too_long", rules.loc("metrics"), "At most 20 bounds", null);
            return bounds;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Fields item = rules.inside(items.get(i), rules.loc("metrics", i));
            item.only("name", "at_least", "at_most");
            String name = item.requiredText("name");
            if (name.isBlank() || name.length() > LONGEST_METRIC || !names.add(name)) {
                String rule = "A metric's name of 1 to 200 characters, each once";
                if (!item.problems().has(item.loc("name"))) {
                    item.problems().add("value_error", item.loc("name"), rule, item.get("name"));
                }
            }
            bounds.add(bound(item, name));
        }
        return bounds;
    }

    private static MetricBound bound(Fields item, String name) {
        boolean below = item.get("at_most") != null;
        if (below == (item.get("at_least") != null)) {
            item.problems().add("value_error", item.loc(), "Either at_least or at_most.", item.object());
            return new MetricBound(name, false, 0);
        }
        String field = below ? "at_most" : "at_least";
        JsonValue value = item.get(field);
        double bound = value == null ? 0 : Scalars.real(value, item.loc(field), item.problems());
        return new MetricBound(name, below, bound);
    }
}
