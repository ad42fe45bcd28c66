package dev.skydeck.gateway.filter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a list is narrowed to.
 *
 * @param clauses all of which must hold; none for everything
 */
public record Filter(List<Clause> clauses) {
    public static final Filter EVERYTHING = new Filter(List.of());

    public Filter {
        clauses = List.copyOf(clauses);
    }

    /** @throws FilterProblem if the text is not in the language */
    public static Filter parse(String text) {
        return new Filter(new FilterParser(text).clauses());
    }

    public boolean matches(Candidate candidate) {
        return clauses.stream().allMatch(clause -> clause.matches(candidate));
    }

    /** The same filter in the language; what it is parsed into is equal to this. */
    public String print() {
        return clauses.stream().map(Clause::print).collect(Collectors.joining(" "));
    }
}
