package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Axis.Draw;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.sweep.AxisRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads axes: a list in which each says its flag, or, where none go together, an object of them by flag. An axis that is a bare
 * list are its values.
 */
final class Axes {
    private enum Kind {
        list,
        range,
        log_range,
        random,
        zip
    }

    private enum Distribution {
        uniform,
        log_uniform,
        choice
    }

    private static final BigDecimal STAND_IN = BigDecimal.ONE;

    private final Problems problems;
    private final List<Axis> axes = new ArrayList<>();
    private final List<List<Object>> places = new ArrayList<>();

    private Axes(Problems problems) {
        this.problems = problems;
    }

    /** Those under the name {@code axes}, none when it is absent; what is wrong is collected in the fields. */
    static List<Axis> of(Fields fields) {
        Axes read = new Axes(fields.problems());
        int before = fields.problems().count();
        JsonValue sent = fields.get("axes");
        if (sent instanceof JsonValue.Obj byFlag) {
            byFlag.members().forEach((flag, axis) -> {
                List<Object> loc = fields.loc("axes", flag);
                if (FlagRules.checkName(flag, axis, loc, read.problems)) {
                    read.keep(read.axis(axis, loc, fields, flag), loc);
                }
            });
        } else if (sent instanceof JsonValue.Arr list) {
            for (int i = 0; i < list.items().size(); i++) {
                List<Object> loc = fields.loc("axes", i);
                read.keep(read.axis(list.items().get(i), loc, fields, null), loc);
            }
        } else if (sent != null) {
            read.problems.add("list_type", fields.loc("axes"), "A list of axes, or an object of them by flag.", sent);
        }
        if (fields.problems().count() == before) {
            AxisRules.problems(read.axes).forEach(problem -> read.tell(problem, fields));
        }
        return read.axes;
    }

    private void keep(@Nullable Axis axis, List<Object> loc) {
        if (axis != null) {
            axes.add(axis);
            places.add(loc);
        }
    }

    /** A rule counts axes by number; who wrote them by flag looks for the flag. */
    private void tell(Problem problem, Fields fields) {
        String[] parts = problem.field().split("\\.");
        List<Object> loc =
                parts.length == 1 ? fields.loc("axes") : new ArrayList<>(places.get(Integer.parseInt(parts[1])));
        Arrays.stream(parts).skip(2).forEach(loc::add);
        problems.add(problem.type(), loc, problem.message(), null);
    }

    /** @param named the flag, when the axis stands under it */
    private @Nullable Axis axis(JsonValue sent, List<Object> loc, Fields around, @Nullable String named) {
        if (named != null && sent instanceof JsonValue.Arr list) {
            return new Axis.Values(named, values(list.items(), loc));
        }
        Fields fields = around.inside(sent, loc);
        if (!(sent instanceof JsonValue.Obj)) {
            return null;
        }
        Optional<Kind> kind = fields.choice("kind", Kind.class);
        if (kind.isEmpty()) {
            fields.missing("kind");
            return null;
        }
        if (kind.get() == Kind.zip) {
            return named == null ? together(fields) : refuseZip(fields);
        }
        String flag = named == null ? flag(fields) : named;
        return switch (kind.get()) {
            case list -> list(fields, flag);
            case range -> range(fields, flag);
            case log_range -> logRange(fields, flag);
            default -> random(fields, flag);
        };
    }

    private @Nullable Axis refuseZip(Fields fields) {
        String rule = "Axes that go together stand in a list of axes, not under one flag.";
        problems.add("value_error", fields.loc("kind"), rule, fields.get("kind"));
        return null;
    }

    private String flag(Fields fields) {
        String flag = fields.requiredText("flag");
        if (!problems.has(fields.loc("flag"))) {
            boolean unused = FlagRules.checkName(flag, new JsonValue.Text(flag), fields.loc("flag"), problems);
        }
        return flag;
    }

    private Axis list(Fields fields, String flag) {
        fields.only("kind", "flag", "values");
        return new Axis.Values(flag, values(fields));
    }

    private Axis range(Fields fields, String flag) {
        fields.only("kind", "flag", "from", "to", "step");
        return new Axis.Range(flag, number(fields, "from"), number(fields, "to"), number(fields, "step"));
    }

    private Axis logRange(Fields fields, String flag) {
        fields.only("kind", "flag", "from", "to", "count");
        return new Axis.LogRange(flag, number(fields, "from"), number(fields, "to"), count(fields));
    }

    private Axis random(Fields fields, String flag) {
        Optional<Distribution> distribution = fields.choice("distribution", Distribution.class);
        if (distribution.isEmpty()) {
            fields.missing("distribution");
        }
        long seed = fields.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(0L);
        Draw draw = switch (distribution.orElse(Distribution.choice)) {
            case uniform -> new Draw.Uniform(number(fields, "from"), number(fields, "to"));
            case log_uniform -> new Draw.LogUniform(number(fields, "from"), number(fields, "to"));
            case choice -> new Draw.Choice(values(fields));
        };
        if (draw instanceof Draw.Choice) {
            fields.only("kind", "flag", "distribution", "values", "count", "seed");
        } else {
            fields.only("kind", "flag", "distribution", "from", "to", "count", "seed");
        }
        return new Axis.Random(flag, draw, count(fields), seed);
    }

    private Axis together(Fields fields) {
        fields.only("kind", "axes");
        List<Axis> inner = new ArrayList<>();
        List<JsonValue> items = fields.items("axes");
        for (int i = 0; i < items.size(); i++) {
            Fields item = fields.inside(items.get(i), fields.loc("axes", i));
            if (item.get("kind") instanceof JsonValue.Text kind && kind.value().equals(Kind.zip.name())) {
                String rule = "Axes that go together cannot hold others that do.";
                problems.add("value_error", item.loc("kind"), rule, kind);
            } else {
                Axis axis = axis(items.get(i), fields.loc("axes", i), fields, null);
                if (axis != null) {
                    inner.add(axis);
                }
            }
        }
        return new Axis.Zip(inner);
    }

    private List<FlagValue> values(Fields fields) {
        if (fields.get("values") == null) {
            fields.missing("values");
        }
        return values(fields.items("values"), fields.loc("values"));
    }

    private List<FlagValue> values(List<JsonValue> items, List<Object> loc) {
        List<FlagValue> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<Object> place = new ArrayList<>(loc);
            place.add(i);
            FlagValue value = FlagRules.value(items.get(i), place, problems);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static long count(Fields fields) {
        return fields.whole("count", 1, Long.MAX_VALUE).orElseGet(() -> {
            fields.missing("count");
            return 1L;
        });
    }

    private BigDecimal number(Fields fields, String name) {
        JsonValue sent = fields.get(name);
        if (sent == null) {
            fields.missing(name);
            return STAND_IN;
        }
        try {
            if (sent instanceof JsonValue.Num number) {
                return new BigDecimal(number.literal());
            }
            problems.add("float_type", fields.loc(name), "Input should be a valid number", sent);
        } catch (NumberFormatException e) {
            problems.add(
                    "value_error", fields.loc(name), "A number of at most 100 digits, between 1e-300 and 1e300.", sent);
        }
        return STAND_IN;
    }
}
