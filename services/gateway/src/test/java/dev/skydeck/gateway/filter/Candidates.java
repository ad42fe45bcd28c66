package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Condition;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchSummary;
import dev.skydeck.messages.model.RunRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An experiment with a bit of everything, asked for by anna. */
final class Candidates {
    static final Candidate FULL = of("anna", flags());
    static final Candidate BARE =
            new Candidate(experiment("bare", null, Annotations.NONE, Flags.NONE, false), List.of(), "anna");

    private Candidates() {}

    static Candidate of(String me, Flags flags) {
        Annotations annotations =
                new Annotations("The Größe of things", "https://wandb.ai/x/y", List.of("old", "Übung"));
        return new Candidate(
                experiment("protein.sweep.7", "anna", annotations, flags, true), List.of("lr sweep", "Mine"), me);
    }

    static Flags flags() {
        Map<String, FlagValue> flags = new LinkedHashMap<>();
        flags.put("trainer.lr", new FlagValue.Dec("1.0e-4"));
        flags.put("trainer.steps", new FlagValue.Int("9007199254740993"));
        flags.put("trainer.fast", new FlagValue.Bool(true));
        flags.put("model.name", new FlagValue.Text("ResNet-50"));
        flags.put("model.code", new FlagValue.Text("007"));
        flags.put("model.answer", new FlagValue.Text("true"));
        flags.put("seed", new FlagValue.Int("42"));
        flags.put("name", new FlagValue.Text("a flag"));
        return new Flags(flags);
    }

    static Flags flag(String name, FlagValue value) {
        return new Flags(Map.of(name, value));
    }

    private static Experiment experiment(
            String name, @Nullable String owner, Annotations annotations, Flags flags, boolean full) {
        ExperimentSpec spec = new ExperimentSpec(
                name,
                "python train.py",
                full ? "tools/train.py" : null,
                full ? "main" : null,
                flags,
                2,
                8,
                full ? "H100" : null,
                null,
                null,
                full,
                null,
                null,
                false);
        return new Experiment(
                7,
                spec,
                DesiredState.RUNNING,
                full ? CurrentState.RUNNING : CurrentState.INIT,
                full ? "RECOVERING" : null,
                1,
                1,
                annotations,
                new BoardPlace(null, 0, false, full),
                full ? ConditionType.Imported : null,
                false,
                owner,
                null,
                Instant.parse("2026-03-31T14:00:00.5Z"),
                Instant.parse("2026-04-01T00:00:00Z"),
                full ? 120L : null,
                full ? new LaunchSummary(3, LaunchState.LIVE, 55L, Instant.EPOCH) : null,
                full ? List.of(new Condition(ConditionType.Backoff, "Waits.", Instant.EPOCH, null)) : List.of(),
                0,
                RunRules.DEFAULT,
                null,
                null,
                null,
                null);
    }
}
