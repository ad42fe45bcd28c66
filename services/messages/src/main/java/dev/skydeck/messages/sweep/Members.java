package dev.skydeck.messages.sweep;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.ExperimentName;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The experiments that a base and axes come to: every combination, the last axis changing first. */
public final class Members {
    /** What the texts of all members may have together, in characters: a short request is not to fill a disk. */
    public static final long MOST_CHARACTERS = 16 << 20;

    /** That all members together are too long. */
    public static final String TOO_LONG =
            "The names, commands and flags of all members have at most 16 Mi characters together.";

    private final ExperimentSpec base;
    private final Set<String> varied = new HashSet<>();
    private final List<ExperimentSpec> made = new ArrayList<>();
    private long characters;

    private Members(ExperimentSpec base) {
        this.base = base;
    }

    /**
     * @param base its name and the texts of its flags are templates
     * @param axes none makes the one member that the base is
     * @return 1 to {@link AxisRules#MOST_MEMBERS}; several may have one name
     * @throws Failure.Invalid with every wrong field: {@code name}, {@code flags.…} or {@code axes.…}
     */
    public static List<ExperimentSpec> of(ExperimentSpec base, List<Axis> axes) {
        List<Problem> problems = AxisRules.problems(axes);
        if (!problems.isEmpty()) {
            throw new Failure.Invalid(problems.get(0).message(), problems);
        }
        Members members = new Members(base);
        axes.forEach(axis -> members.varied.addAll(axis.flags()));
        members.add(axes.stream().map(Members::steps).toList(), new LinkedHashMap<>());
        return List.copyOf(members.made);
    }

    /** What an axis sets, one step after the other. */
    private static List<Map<String, FlagValue>> steps(Axis axis) {
        List<Axis> together = axis instanceof Axis.Zip zip ? zip.axes() : List.of(axis);
        List<Map<String, FlagValue>> steps = new ArrayList<>();
        for (Axis one : together) {
            List<FlagValue> values = AxisValues.of(one);
            for (int i = 0; i < values.size(); i++) {
                if (steps.size() <= i) {
                    steps.add(new LinkedHashMap<>());
                }
                steps.get(i).put(one.flags().get(0), values.get(i));
            }
        }
        return steps;
    }

    /** Not deeper than there are axes. */
    private void add(List<List<Map<String, FlagValue>>> rest, Map<String, FlagValue> chosen) {
        if (rest.isEmpty()) {
            made.add(member(chosen));
            return;
        }
        for (Map<String, FlagValue> step : rest.get(0)) {
            Map<String, FlagValue> more = new LinkedHashMap<>(chosen);
            more.putAll(step);
            add(rest.subList(1, rest.size()), more);
        }
    }

    private ExperimentSpec member(Map<String, FlagValue> chosen) {
        Map<String, FlagValue> written = new LinkedHashMap<>(base.flags().values());
        written.putAll(chosen);
        Templates templates = new Templates(written, varied);
        Map<String, FlagValue> flags = new LinkedHashMap<>();
        written.keySet().forEach(name -> flags.put(name, flag(templates, name)));
        String name = name(templates);
        ExperimentSpec member = base.with(name, new Flags(flags));
        characters += weight(member);
        if (characters > MOST_CHARACTERS) {
            throw invalid("flags", TOO_LONG);
        }
        return member;
    }

    private static FlagValue flag(Templates templates, String name) {
        try {
            return templates.flag(name);
        } catch (TemplateProblem problem) {
            throw invalid("flags." + name, problem.sentence());
        }
    }

    private String name(Templates templates) {
        String name;
        try {
            name = templates.text(base.name());
        } catch (TemplateProblem problem) {
            throw invalid("name", problem.sentence());
        }
        ExperimentName.problem(name).ifPresent(sentence -> {
            throw invalid("name", sentence + " One member would be named " + name + ".");
        });
        return name;
    }

    /** How much of {@link #MOST_CHARACTERS} it takes; a flag counts as 32 characters more. */
    public static long weight(ExperimentSpec member) {
        long weight = (long) member.name().length() + member.baseCommand().length();
        for (Map.Entry<String, FlagValue> flag : member.flags().values().entrySet()) {
            weight +=
                    32L + flag.getKey().length() + flag.getValue().commandText().length();
        }
        return weight;
    }

    private static Failure.Invalid invalid(String field, String sentence) {
        return new Failure.Invalid(sentence, List.of(new Problem(field, "value_error", sentence)));
    }
}
