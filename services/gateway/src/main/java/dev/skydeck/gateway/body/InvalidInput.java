package dev.skydeck.gateway.body;

import java.util.List;

/** What a client sent is wrong: answered with 422 and every problem. */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldProblem> problems;

    InvalidInput(List<FieldProblem> problems) {
        // An answer, not a bug: no stack trace is taken.
        super("invalid input", null, false, false);
        this.problems = List.copyOf(problems);
    }

    public List<FieldProblem> problems() {
        return problems;
    }
}
