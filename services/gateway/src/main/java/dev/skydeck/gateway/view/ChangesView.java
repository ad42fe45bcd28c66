package dev.skydeck.gateway.view;

import dev.skydeck.messages.ApplyRequest.SetChange;
import dev.skydeck.messages.ApplyRequest.SetChanges;
import dev.skydeck.messages.model.FieldDifference;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a file set changes, or changed.
 *
 * @param unchanged how many experiments and groups are as declared
 */
public record ChangesView(List<ChangeView> changes, int unchanged) {

    public static ChangesView of(SetChanges changes) {
        return new ChangesView(changes.changes().stream().map(ChangeView::of).toList(), changes.unchanged());
    }

    /**
     * @param id of the experiment or group; null for one that is not there yet
     * @param before the desired state or the groups' names before
     * @param after the desired state or the group's name afterwards
     */
    public record ChangeView(
            String kind,
            @Nullable String id,
            String name,
            @Nullable String before,
            @Nullable String after,
            List<FieldView> fields) {
        static ChangeView of(SetChange change) {
            return new ChangeView(
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.id(),
                    change.name(),
                    change.before(),
                    change.after(),
                    change.fields().stream().map(FieldView::of).toList());
        }
    }

    /** A null is a field that is empty. */
    public record FieldView(
            String field, @Nullable String before, @Nullable String after) {
        static FieldView of(FieldDifference field) {
            return new FieldView(field.field(), field.before(), field.after());
        }
    }
}
