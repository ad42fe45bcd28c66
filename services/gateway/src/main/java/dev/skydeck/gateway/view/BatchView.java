package dev.skydeck.gateway.view;

import dev.skydeck.gateway.view.Answers.WrongField;
import dev.skydeck.messages.BatchRequest.BatchResult;
import dev.skydeck.messages.BatchRequest.ItemError;
import dev.skydeck.messages.BatchRequest.ItemResult;
import dev.skydeck.messages.model.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a batch.
 *
 * @param undo takes it back for ten minutes; null when nothing was changed that can be taken back
 * @param items one for each operation, in order
 */
public record BatchView(long revision, @Nullable String undo, List<Item> items) {

    public static BatchView of(Written<BatchResult> done) {
        return new BatchView(
                done.revision(),
                done.undo(),
                done.value().items().stream().map(Item::of).toList());
    }

    /** @param error null when it was done */
    public record Item(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String note,
            @Nullable ItemProblem error) {
        static Item of(ItemResult result) {
            return new Item(result.id(), result.name(), result.note(), ItemProblem.of(result.error()));
        }
    }

    /** @param kind a word for programs: {@code NotFound}, {@code Conflict}, {@code Outdated} or {@code Invalid} */
    public record ItemProblem(String kind, String detail, List<WrongField> errors) {
        static @Nullable ItemProblem of(@Nullable ItemError error) {
            return error == null
                    ? null
                    : new ItemProblem(
                            error.kind(),
                            error.sentence(),
                            error.problems().stream()
                                    .map(problem -> new WrongField(problem.field(), problem.type(), problem.message()))
                                    .toList());
        }
    }
}
