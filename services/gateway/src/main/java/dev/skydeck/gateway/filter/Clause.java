package dev.skydeck.gateway.filter;

/**
 * One part of a filter between blanks.
 *
 * @param negated whether it holds where the criterion does not
 */
public record Clause(boolean negated, Criterion criterion) {
    boolean matches(Candidate candidate) {
        return criterion.matches(candidate) != negated;
    }

    String print() {
        return negated ? "-" + criterion.print() : criterion.print();
    }
}
