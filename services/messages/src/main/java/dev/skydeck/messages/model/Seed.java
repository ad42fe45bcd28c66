package dev.skydeck.messages.model;

/**
 * What a new experiment begins with.
 *
 * @param rules what becomes of its runs
 * @param priority who goes first when not all can run, -1000 to 1000
 */
public record Seed(
        ExperimentSpec spec, DesiredState desiredState, Annotations annotations, RunRules rules, int priority) {
    /** With the usual rules and priority. */
    public Seed(ExperimentSpec spec, DesiredState desiredState, Annotations annotations) {
        this(spec, desiredState, annotations, RunRules.DEFAULT, 0);
    }

    /** The same of another specification. */
    public Seed with(ExperimentSpec other) {
        return new Seed(other, desiredState, annotations, rules, priority);
    }
}
