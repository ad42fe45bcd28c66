package dev.skydeck.store;

import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.model.DeclaredExperiment;
import dev.skydeck.messages.model.DeclaredGroup;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Group;
import java.util.List;

/** One step from what is there to what files declare. */
sealed interface SetStep {
    record MakeGroup(DeclaredGroup group) implements SetStep {}

    record ChangeGroup(Group before, DeclaredGroup group) implements SetStep {}

    record Make(ExperimentSpec spec, DeclaredExperiment declared) implements SetStep {}

    /** @param changes what the edit changes */
    record Change(Experiment before, SpecEdit edit, FieldChanges changes) implements SetStep {}

    /** @param from names of the groups that it leaves */
    record Move(Experiment before, List<String> from, String to) implements SetStep {}

    record Want(Experiment before, DesiredState state) implements SetStep {}

    record Delete(Experiment before) implements SetStep {}
}
