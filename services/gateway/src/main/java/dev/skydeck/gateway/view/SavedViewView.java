package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.skydeck.messages.model.SavedView;
import java.util.List;

/** @param layout as the page sent it */
public record SavedViewView(
        String id,
        String name,
        String filter,
        @JsonRawValue String layout,
        String owner,
        boolean shared,
        long revision,
        String createdAt,
        String updatedAt) {
    public static SavedViewView of(SavedView view) {
        return new SavedViewView(
                view.id(),
                view.name(),
                view.query(),
                view.layout(),
                view.owner(),
                view.shared(),
                view.revision(),
                Times.zoned(view.createdAt()),
                Times.zoned(view.updatedAt()));
    }

    public record All(List<SavedViewView> views) {}

    public record One(SavedViewView view) {}
}
