package dev.skydeck.gateway.body;

import dev.skydeck.messages.BatchRequest.Operation;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of {@code runBatch}. */
public record BatchBody(boolean atomic, List<Operation> operations) {
    static final int MAX_OPERATIONS = 1_000;

    private static final Map<String, Function<Fields, Operation>> READERS = new TreeMap<>(Map.of(
            "create", BatchBody::create,
            "patch", BatchBody::patch,
            "state", BatchBody::state,
            "flags", BatchBody::flags,
            "duplicate", BatchBody::duplicate,
            "delete", fields -> new Operation.Delete(fields.requiredId("id")),
            "undelete", fields -> new Operation.Undelete(fields.requiredId("id")),
            "move", BatchBody::move,
            "release", fields -> new Operation.Release(fields.requiredId("id"))));

    public BatchBody {
        operations = List.copyOf(operations);
    }

    private enum Mode {
        atomic,
        each
    }

    /** @throws InvalidInput with every wrong field */
    public static BatchBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        boolean atomic = fields.choice("mode", Mode.class).orElse(Mode.atomic) == Mode.atomic;
        List<JsonValue> items = fields.items("operations");
        if (items.isEmpty() || items.size() > MAX_OPERATIONS) {
            String rule = "A batch has 1 to " + MAX_OPERATIONS + " operations; this one has " + items.size() + ".";
            fields.problems().add("value_error", fields.loc("operations"), rule, null);
            fields.check();
        }
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Operation operation = operation(fields.inside(items.get(i), fields.loc("operations", i)));
            if (operation != null) {
                operations.add(operation);
            }
        }
        fields.check();
        return new BatchBody(atomic, operations);
    }

    private static @Nullable Operation operation(Fields fields) {
        String word = fields.requiredText("op");
        Function<Fields, Operation> reader = READERS.get(word);
        if (reader == null) {
            if (!fields.problems().has(fields.loc("op"))) {
                String rule = "Input should be one of: " + String.join(", ", READERS.keySet());
                fields.problems().add("enum", fields.loc("op"), rule, fields.get("op"));
            }
            return null;
        }
        return reader.apply(fields);
    }

    private static Operation create(Fields fields) {
        CreateExperimentBody body = CreateExperimentBody.of(fields.required("experiment"));
        ExperimentSpec spec = Names.isPlaceholder(body.spec().name()) ? body.named(Names.generated()) : body.spec();
        return new Operation.Create(
                body.seed(spec), body.place(), Optional.ofNullable(fields.nullableText("group_id")));
    }

    private static Operation patch(Fields fields) {
        SpecEdit.Builder edit = SpecEditBody.of(fields.required("changes"));
        fields.whole("spec_revision", 0, Long.MAX_VALUE).ifPresent(edit::expectedSpecRevision);
        return new Operation.Patch(fields.requiredId("id"), edit.build());
    }

    private static Operation state(Fields fields) {
        return new Operation.SetState(
                fields.requiredId("id"),
                fields.choice("desired_state", DesiredState.class).orElseGet(() -> {
                    fields.missing("desired_state");
                    return DesiredState.STOPPED;
                }));
    }

    private static Operation flags(Fields fields) {
        return new Operation.SetFlags(
                fields.requiredId("id"), fields.flags("flags").orElseGet(() -> {
                    fields.missing("flags");
                    return Flags.NONE;
                }));
    }

    private static Operation duplicate(Fields fields) {
        return new Operation.Duplicate(
                fields.requiredId("id"), name(fields), fields.flags("flags").orElse(Flags.NONE));
    }

    /** Empty when it is to be made up. */
    static Optional<String> name(Fields fields) {
        @Nullable String name = fields.nullableText("name");
        if (name != null) {
            Names.check(name, fields);
        }
        return Optional.ofNullable(name);
    }

    private static Operation move(Fields fields) {
        if (fields.get("group_id") == null) {
            fields.missing("group_id");
        }
        Optional<Long> before = fields.isSet("before") ? fields.whole("before", 0, Long.MAX_VALUE) : Optional.empty();
        return new Operation.Move(
                fields.requiredId("id"),
                Optional.ofNullable(fields.nullableText("group_id")),
                before,
                fields.bool("multi_home").orElse(false));
    }
}
