package dev.skydeck.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for every text. */
class FilterPropertiesTest {
    private static final List<String> PIECES = List.of(
            " ",
            "\"",
            "\\",
            "-",
            ",",
            ":",
            "=",
            "!=",
            ">",
            ">=",
            "<",
            "<=",
            "*",
            ".",
            "\u00a0",
            "\0",
            "\ud800",
            "😀",
            "ß",
            "state",
            "running",
            "tag",
            "owner",
            "me",
            "group",
            "lr sweep",
            "trainer.lr",
            "flags.seed",
            "1e-4",
            "-5",
            "9e999999999",
            "1.5M",
            "true",
            "created",
            "2026-03-31",
            "9999-12-31",
            "0000-01-01T00:00",
            "has",
            "is",
            "starred",
            "nodes",
            "name",
            "wörd");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.strings().ofMaxLength(60)),
                Tuple.of(5, Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces))));
    }

    @Provide
    Arbitrary<String> filters() {
        Arbitrary<String> value = Arbitraries.of(
                "a",
                "A*",
                "\"x y\"",
                "\"\\\"\\\\\"",
                "me",
                "\"me\"",
                "1e-4",
                "\"1\"",
                "wörd",
                "x:y",
                "-1",
                "<b",
                "\"\"");
        Arbitrary<String> number = Arbitraries.of("0", "-1", "1e-4", "1.5M", "7", "9e999999999");
        Arbitrary<String> texts = combined(
                Arbitraries.of("tag", "name", "group", "owner", "model.name", "flags.seed", "trainer.lr"),
                Arbitraries.of(":", "=", "!="),
                list(value));
        Arbitrary<String> numbers = combined(
                Arbitraries.of("nodes", "epoch", "trainer.lr", "flags.nodes"),
                Arbitraries.of(":", "=", "!=", "<", "<=", ">", ">="),
                number);
        Arbitrary<String> times = combined(
                Arbitraries.of("created", "updated"),
                Arbitraries.of(":", "<", "<=", ">", ">="),
                Arbitraries.of("2026-03-31", "2026-03-31T14:00:00", "2026-03-31T14:00:00.5+02:00"));
        Arbitrary<String> choices = Arbitraries.of(
                "state:running,FAILED", "is:starred", "has:trainer.lr,owner", "desired!=stopped", "condition=lost");
        Arbitrary<String> words =
                Arbitraries.of("a", "\"a b\"", "\"-\"", "--x", "a/b:c", "7", "\"tag:x\"", "*", "\"\"");
        Arbitrary<String> clause = Combinators.combine(
                        Arbitraries.of("", "-"), Arbitraries.oneOf(texts, numbers, times, choices, words))
                .as(String::concat);
        return clause.list().ofMaxSize(6).map(clauses -> String.join(" ", clauses));
    }

    private static Arbitrary<String> list(Arbitrary<String> value) {
        return value.list().ofMinSize(1).ofMaxSize(3).map(values -> String.join(",", values));
    }

    private static Arbitrary<String> combined(Arbitrary<String> name, Arbitrary<String> sign, Arbitrary<String> value) {
        return Combinators.combine(name, sign, value).as((n, s, v) -> n + s + v);
    }

    @Property
    void shouldReadOrRefuseAnyText(@ForAll("texts") String text) {
        Filter filter;
        try {
            filter = Filter.parse(text);
        } catch (FilterProblem problem) {
            assertThat(problem.position()).isBetween(1, text.codePointCount(0, text.length()) + 1);
            return;
        }
        assertThat(Filter.parse(filter.print())).isEqualTo(filter);
        filter.matches(Candidates.FULL);
        filter.matches(Candidates.BARE);
    }

    @Property
    void shouldReadBackWhatItPrints(@ForAll("filters") String text) {
        Filter filter = Filter.parse(text);

        assertThat(Filter.parse(filter.print())).isEqualTo(filter);
    }

    @Property
    void shouldHoldOrBeNegated(@ForAll("filters") String text) {
        for (Clause clause : Filter.parse(text).clauses()) {
            Clause other = new Clause(!clause.negated(), clause.criterion());

            assertThat(clause.matches(Candidates.FULL)).isNotEqualTo(other.matches(Candidates.FULL));
        }
    }
}
