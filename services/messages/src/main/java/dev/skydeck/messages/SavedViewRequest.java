package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.SavedView;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;

/** Saved views of the board. */
public sealed interface SavedViewRequest<R> extends StoreRequest<R> {

    /** All of them, by name. */
    record ListSavedViews() implements SavedViewRequest<List<SavedView>> {}

    record CreateSavedView(Command command, String name, String query, String layout, boolean shared)
            implements SavedViewRequest<Written<SavedView>> {}

    /** Edits the fields that are present. Fails with {@code Outdated} when {@code expectedRevision} is not the view's. */
    record EditSavedView(
            Command command,
            String id,
            Optional<String> name,
            Optional<String> query,
            Optional<String> layout,
            Optional<Boolean> shared,
            Optional<Long> expectedRevision)
            implements SavedViewRequest<Written<SavedView>> {}

    record DeleteSavedView(Command command, String id) implements SavedViewRequest<Written<Boolean>> {}
}
