package dev.skydeck.messages.model;

import java.util.List;
import java.util.Optional;

/**
 * An experiment as a file declares it, or several: one for each combination of the axes. Its specification is declared as a
 * whole; of the rest, what is empty stays as it is, or is as in a new experiment.
 *
 * @param place where it is declared, for a person: {@code runs.yaml, document 1, experiments[0]}
 * @param base its name and the texts of its flags are templates, as in a {@link SweepPlan}
 * @param axes none for the one experiment that the base is
 * @param desiredState empty: a new one is STOPPED
 * @param group the name of a group; empty: it stays in the groups it is in
 * @param description an empty text for none
 * @param wandbLink an empty text for none
 * @param rules what is empty stays, or is as in {@link RunRules#DEFAULT}
 * @param order among the ungrouped; for a new one only, since people reorder the board
 */
public record DeclaredExperiment(
        String place,
        ExperimentSpec base,
        List<Axis> axes,
        Optional<DesiredState> desiredState,
        Optional<String> group,
        Optional<String> description,
        Optional<String> wandbLink,
        Optional<List<String>> tags,
        Optional<Integer> priority,
        RunRules.Edit rules,
        Optional<Long> order) {
    public DeclaredExperiment {
        axes = List.copyOf(axes);
        tags = tags.map(List::copyOf);
    }
}
