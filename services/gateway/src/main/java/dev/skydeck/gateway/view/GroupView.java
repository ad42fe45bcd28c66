package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.MicroDollars;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as clients see it.
 *
 * @param experiments its members in a read; left out in a change frame
 * @param experimentIds its members in a change frame; left out in a read
 */
public record GroupView(
        String id,
        String name,
        @Nullable String namePrefix,
        List<String> flags,
        long order,
        String createdAt,
        String updatedAt,
        boolean collapsed,
        long specRevision,
        @Nullable String taskTemplate,
        @Nullable Integer maxParallel,
        @Nullable Integer maxGpus,
        @Nullable BigDecimal maxSpend,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ExperimentView> experiments,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Long> experimentIds) {

    public static GroupView withExperiments(Group group, List<Experiment> experiments) {
        return of(group, experiments.stream().map(ExperimentView::of).toList(), null);
    }

    static GroupView withIds(Group group) {
        return of(group, null, group.members());
    }

    private static GroupView of(
            Group group, @Nullable List<ExperimentView> experiments, @Nullable List<Long> experimentIds) {
        Long maxSpend = group.maxSpend();
        return new GroupView(
                group.id(),
                group.name(),
                group.namePrefix(),
                group.flags(),
                group.order(),
                Times.plain(group.createdAt()),
                Times.plain(group.updatedAt()),
                group.collapsed(),
                group.specRevision(),
                group.taskTemplate(),
                group.maxParallel(),
                group.maxGpus(),
                maxSpend == null ? null : MicroDollars.dollars(maxSpend),
                experiments,
                experimentIds);
    }
}
