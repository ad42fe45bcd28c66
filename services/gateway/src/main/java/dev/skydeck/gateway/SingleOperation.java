package dev.skydeck.gateway;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Problem;

/** A batch of one is asked for where no batch shows: its failure is told without the position. */
final class SingleOperation {
    private static final String SENTENCE = "Operation 0: ";
    private static final String FIELD = "operations.0.";

    private SingleOperation() {}

    static Throwable failure(Throwable cause) {
        if (cause instanceof Failure.NotFound failure) {
            return new Failure.NotFound(bare(failure.sentence(), SENTENCE));
        }
        if (cause instanceof Failure.Conflict failure) {
            return new Failure.Conflict(bare(failure.sentence(), SENTENCE));
        }
        if (cause instanceof Failure.Invalid failure) {
            return new Failure.Invalid(
                    bare(failure.sentence(), SENTENCE),
                    failure.problems().stream()
                            .map(problem ->
                                    new Problem(bare(problem.field(), FIELD), problem.type(), problem.message()))
                            .toList());
        }
        return cause;
    }

    private static String bare(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
