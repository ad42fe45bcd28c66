package dev.skydeck.store;

import dev.skydeck.messages.FlagRequest.Verdict;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.flags.FlagCheck;
import dev.skydeck.messages.flags.FlagWords;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Problem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds flags against what their tool says of them, wherever they are set: every way to set one ends in
 * {@link Declarations}. What was set before is left alone, so that new definitions stand in the way of nobody who changes
 * something else. Tools without definitions take anything.
 */
final class FlagGuard {
    private static final int MOST_SHOWN = 100;

    private FlagGuard() {}

    /** The specification with its flags as the tool reads them; notes the warnings. Fails with {@code Invalid}: {@code flags.NAME}. */
    static Future<ExperimentSpec> checked(Change change, ExperimentSpec spec, Flags settled) {
        return accepted(change.sql, spec, settled).map(accepted -> {
            change.warn(accepted.warnings());
            return accepted.spec();
        });
    }

    /** A specification with its flags as the tool reads them. */
    record Accepted(ExperimentSpec spec, List<Problem> warnings) {}

    /** As {@link #checked}, for what is not written yet. */
    static Future<Accepted> accepted(Sql sql, ExperimentSpec spec, Flags settled) {
        return verdict(sql, spec.toolPath(), spec.flags(), settled).compose(verdict -> accepted(spec, verdict));
    }

    private static Future<Accepted> accepted(ExperimentSpec spec, Verdict verdict) {
        return verdict.problems().isEmpty()
                ? Future.succeededFuture(new Accepted(spec.with(spec.name(), verdict.flags()), verdict.warnings()))
                : Future.failedFuture(
                        new Failure.Invalid(verdict.problems().get(0).message(), verdict.problems()));
    }

    /** @param settled flags that are not looked at where they have that value */
    static Future<Verdict> verdict(Sql sql, @Nullable String tool, Flags flags, Flags settled) {
        Set<String> set = new LinkedHashSet<>();
        flags.values().forEach((name, value) -> {
            if (!value.equals(settled.values().get(name))) {
                set.add(name);
            }
        });
        return tool == null || set.isEmpty()
                ? Future.succeededFuture(new Verdict(flags, List.of(), List.of()))
                : FlagDefinitions.of(sql, tool, set)
                        .map(found -> found.map(known -> verdict(tool, flags, set, known))
                                .orElseGet(() -> new Verdict(flags, List.of(), List.of())));
    }

    private static Verdict verdict(String tool, Flags flags, Set<String> set, FlagDefinitions.Known known) {
        Map<String, FlagValue> kept = new LinkedHashMap<>(flags.values());
        List<Problem> problems = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        for (Map.Entry<String, FlagValue> flag : flags.values().entrySet()) {
            String name = flag.getKey();
            if (!set.contains(name)) {
                continue;
            }
            @Nullable FlagDefinition definition = known.flags().get(name);
            if (definition == null) {
                if (!known.open().contains(name)) {
                    warnings.add(new Problem("flags." + name, "unknown_flag", tool + " has no flag " + name + "."));
                }
                continue;
            }
            Optional<FlagValue> accepted = FlagCheck.accepted(definition, flag.getValue());
            if (accepted.isEmpty()) {
                String rule = FlagWords.rule(definition) + " It was given " + shown(flag.getValue()) + ".";
                problems.add(new Problem("flags." + name, "flag_value", rule));
            } else {
                kept.put(name, accepted.get());
                if (definition.deprecated()) {
                    warnings.add(new Problem(
                            "flags." + name, "deprecated_flag", tool + " calls its flag " + name + " deprecated."));
                }
            }
        }
        return new Verdict(new Flags(kept), problems, warnings);
    }

    private static String shown(FlagValue value) {
        String text = value.commandText();
        String cut = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
        return value instanceof FlagValue.Text ? "\"" + cut + "\"" : cut;
    }
}
