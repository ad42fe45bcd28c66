package dev.skydeck.gateway.body;

import dev.skydeck.gateway.filter.Filter;
import dev.skydeck.gateway.filter.FilterProblem;
import dev.skydeck.gateway.filter.Page;
import dev.skydeck.gateway.filter.Sort;
import dev.skydeck.gateway.view.ExperimentView;
import dev.skydeck.gateway.view.Selection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which experiments, in which order, how many and what of each.
 *
 * @param limit -1 for all
 */
public record ListParameters(Filter filter, Sort sort, int limit, Optional<String> cursor, Optional<Selection> fields) {
    private static final ListParameters NONE =
            new ListParameters(Filter.EVERYTHING, Sort.MANUAL, -1, Optional.empty(), Optional.empty());

    /**
     * @param query the value of a parameter; null when it was not given
     * @throws InvalidInput if any is wrong, with all that are
     */
    public static ListParameters read(Function<String, @Nullable String> query) {
        Problems problems = new Problems();
        Filter filter = parsed("filter", query, problems, Filter::parse, Filter.EVERYTHING);
        Sort sort = parsed("sort", query, problems, Sort::parse, Sort.MANUAL);
        String limit = query.apply("limit");
        int most = limit == null
                ? -1
                : (int) Scalars.whole(new JsonValue.Text(limit), loc("limit"), -1, -1, Integer.MAX_VALUE, problems);
        Optional<String> cursor = parsed("cursor", query, problems, text -> cursor(sort, text), Optional.empty());
        Optional<Selection> fields = selection(query.apply("fields"), ExperimentView.class, problems);
        problems.check();
        return new ListParameters(filter, sort, most, cursor, fields);
    }

    private static Optional<String> cursor(Sort sort, String text) {
        Page.check(sort, text);
        return Optional.of(text);
    }

    private static <T> T parsed(
            String name,
            Function<String, @Nullable String> query,
            Problems problems,
            Function<String, T> reading,
            T fallback) {
        String text = query.apply(name);
        try {
            return text == null ? fallback : reading.apply(text);
        } catch (FilterProblem problem) {
            addTo(problems, loc(name), problem, text);
            return fallback;
        }
    }

    /** Adds what is wrong with a filter or an order, and at which character. */
    static void addTo(Problems problems, List<Object> loc, FilterProblem problem, @Nullable String text) {
        problems.add(
                "value_error",
                loc,
                problem.sentence(),
                text == null ? null : new JsonValue.Text(text),
                Map.of("position", Integer.toString(problem.position())));
    }

    /**
     * The fields of rows that are asked for; empty for all.
     *
     * @throws InvalidInput if such rows have not got one of them
     */
    public static Optional<Selection> fields(@Nullable String text, Class<?> view) {
        Problems problems = new Problems();
        Optional<Selection> selection = selection(text, view, problems);
        problems.check();
        return selection;
    }

    static Optional<Selection> selection(@Nullable String text, Class<?> view, Problems problems) {
        if (text == null) {
            return Optional.empty();
        }
        Selection selection = new Selection(
                List.of(text.split(",", -1)).stream().map(String::strip).toList());
        selection
                .unknown(view)
                .ifPresent(name -> problems.add(
                        "value_error",
                        loc("fields"),
                        "There is no field '" + name + "'. Fields are " + String.join(", ", Selection.allowed(view))
                                + ".",
                        new JsonValue.Text(text)));
        return Optional.of(selection);
    }

    private static List<Object> loc(String name) {
        return List.of("query", name);
    }

    /** Whether it is the whole list as the first SkyDeck had it. */
    public boolean isWhole() {
        return equals(NONE);
    }
}
