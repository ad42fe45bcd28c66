package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.Experiment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A part of a sorted list.
 *
 * @param next the cursor of the page after this one; empty when this is the last
 */
public record Page(List<Experiment> experiments, Optional<String> next) {
    public Page {
        experiments = List.copyOf(experiments);
    }

    private record Placed(Place place, Experiment experiment) {}

    /**
     * Filters, sorts and cuts.
     *
     * @param cursor of the page before; empty for the first
     * @param limit at most so many rows; -1 for all
     * @throws FilterProblem if the cursor is of another order
     */
    public static Page of(List<Candidate> all, Filter filter, Sort sort, Optional<String> cursor, int limit) {
        Optional<Place> after = cursor.map(text -> Cursor.parse(sort, text));
        List<Placed> rest = all.stream()
                .filter(filter::matches)
                .map(candidate -> new Placed(sort.place(candidate), candidate.experiment()))
                .filter(row ->
                        after.map(place -> sort.compare(row.place(), place) > 0).orElse(true))
                .sorted(Comparator.comparing(Placed::place, sort::compare))
                .toList();
        List<Placed> page = limit < 0 ? rest : rest.subList(0, Math.min(limit, rest.size()));
        boolean more = page.size() < rest.size() && !page.isEmpty();
        return new Page(
                page.stream().map(Placed::experiment).toList(),
                more ? Optional.of(Cursor.print(sort, page.get(page.size() - 1).place())) : Optional.empty());
    }

    /** @throws FilterProblem if the cursor is of another order */
    public static void check(Sort sort, String cursor) {
        Cursor.parse(sort, cursor);
    }
}
