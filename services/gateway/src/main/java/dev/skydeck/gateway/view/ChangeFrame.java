package dev.skydeck.gateway.view;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.model.Experiment;
import java.util.List;
import java.util.stream.Stream;

/** The rows that one revision changed, as the stream carries them. */
public record ChangeFrame(
        long revision,
        List<ExperimentView> experiments,
        List<GroupView> groups,
        List<JobView> jobs,
        List<CheckpointChange> checkpoints,
        List<Long> removedExperiments,
        List<String> removedGroups) {

    /** How many checkpoints an experiment has now. */
    public record CheckpointChange(long experimentId, long latestEpoch, int count) {
        static Stream<CheckpointChange> of(Event.CheckpointCount count) {
            Long epoch = count.latestEpoch();
            return epoch == null
                    ? Stream.empty()
                    : Stream.of(new CheckpointChange(count.experimentId(), epoch, count.count()));
        }
    }

    public static ChangeFrame of(Event.Changed changed) {
        return new ChangeFrame(
                changed.revision(),
                changed.experiments().stream()
                        .filter(experiment -> !experiment.deleted())
                        .map(ExperimentView::of)
                        .toList(),
                changed.groups().stream().map(GroupView::withIds).toList(),
                changed.jobs().stream().map(JobView::of).toList(),
                changed.checkpoints().stream().flatMap(CheckpointChange::of).toList(),
                changed.experiments().stream()
                        .filter(Experiment::deleted)
                        .map(Experiment::id)
                        .toList(),
                changed.removedGroups());
    }
}
