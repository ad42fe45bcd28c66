package dev.skydeck.gateway.view;

import dev.skydeck.messages.SweepRequest.SweepDetail;
import dev.skydeck.messages.SweepRequest.SweepPage;
import dev.skydeck.messages.SweepRequest.SweepPreview;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Sweep;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sweep as clients see it. */
public record SweepView(
        String id,
        String name,
        @Nullable String groupId,
        String state,
        ProgressView progress,
        @Nullable Integer maxParallel,
        RunRulesView.@Nullable Stop stopRules,
        String owner,
        long revision,
        String createdAt,
        String updatedAt) {

    public static SweepView of(Sweep sweep) {
        return new SweepView(
                sweep.id(),
                sweep.name(),
                sweep.groupId(),
                sweep.progress().state().name(),
                new ProgressView(
                        sweep.progress().total(),
                        sweep.progress().done(),
                        sweep.progress().current(),
                        sweep.progress().desired()),
                sweep.maxParallel(),
                RunRulesView.Stop.of(sweep.stop()),
                sweep.owner(),
                sweep.revision(),
                Times.zoned(sweep.createdAt()),
                Times.zoned(sweep.updatedAt()));
    }

    /** @param current how many members are in each state; states of none are left out */
    public record ProgressView(int total, int done, Map<?, Integer> current, Map<?, Integer> desired) {}

    public record One(SweepView sweep) {}

    /** @param nextCursor where the next page begins; null on the last */
    public record Page(List<SweepView> sweeps, @Nullable String nextCursor) {
        /** @param skipped how many came before this page */
        public static Page of(SweepPage page, int skipped) {
            List<SweepView> sweeps = page.sweeps().stream().map(SweepView::of).toList();
            return new Page(sweeps, page.more() ? Integer.toString(skipped + sweeps.size()) : null);
        }
    }

    /** @param experiment what its members have in common, with the templates */
    public record Detail(
            SweepView sweep, ExperimentSpec experiment, List<Map<String, Object>> axes, List<Long> experimentIds) {
        public static Detail of(SweepDetail detail) {
            return new Detail(
                    SweepView.of(detail.sweep()),
                    detail.base(),
                    detail.axes().stream().map(AxisView::of).toList(),
                    detail.members());
        }
    }

    /** What a sweep would make. */
    public record Preview(List<String> names, int count, long nodes, long gpus, List<CollisionView> collisions) {
        public static Preview of(SweepPreview preview) {
            return new Preview(
                    preview.names(),
                    preview.names().size(),
                    preview.nodes(),
                    preview.gpus(),
                    preview.collisions().stream()
                            .map(collision ->
                                    new CollisionView(collision.name(), collision.members(), collision.experimentId()))
                            .toList());
        }
    }

    /** @param experimentId who has the name already; null when nobody has */
    public record CollisionView(
            String name, int members, @Nullable Long experimentId) {}
}
