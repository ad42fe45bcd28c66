package dev.skydeck.gateway.body;

import java.util.List;

/** Where in which file something stands, for a person: {@code runs.yaml, document 1, experiments[0].flags.lr}. */
final class FilePlaces {
    private FilePlaces() {}

    /** @param loc the source, the document, then keys and positions */
    static String of(List<Object> loc) {
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < loc.size(); i++) {
            Object part = loc.get(i);
            if (part instanceof Integer) {
                place.append('[').append(part).append(']');
            } else {
                place.append(i == 0 ? "" : i <= 2 ? ", " : ".").append(part);
            }
        }
        return place.toString();
    }

    /** The problem at its place, which its sentence says too, for who reads nothing but that. */
    static FieldProblem told(FieldProblem problem) {
        return new FieldProblem(
                problem.type(),
                List.of("body", of(problem.loc())),
                of(problem.loc()) + ": " + problem.msg(),
                null,
                problem.ctx());
    }
}
