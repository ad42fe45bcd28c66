package dev.skydeck.gateway.view;

import dev.skydeck.gateway.view.ChangesView.FieldView;
import dev.skydeck.messages.ExperimentRequest.Edits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param launchId of the newest launch, since which the fields were edited; null when there was none */
public record EditsView(@Nullable Long launchId, List<FieldView> fields) {

    public static EditsView of(Edits edits) {
        return new EditsView(
                edits.launchId(), edits.fields().stream().map(FieldView::of).toList());
    }
}
