package dev.skydeck.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterProblemTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a stat:running|3|There is no field stat. Fields are name, description",
                "seed:1|1|a flag without a dot in its name is written flags.seed",
                "https://a.b|1|a text with such a sign in quotes",
                "flags.:1|1|There is no field flags.",
                "state:runing|7|The value of state is one of init, pending, starting, running",
                "state:running,foo|7|not foo",
                "😀 state:x|9|is one of init",
                "is:old|4|is one of starred, expanded, held, spot",
                "tag>1|4|tag has no order: after it stands :, = or !=, not >",
                "state>=running|6|state has no order",
                "nodes:two|7|The value of nodes is a number such as 7, 1e-4 or 1.5M, not two",
                "trainer.lr>fast|12|is a number",
                "trainer.lr>1,2|12|One value stands after >",
                "created:yesterday|9|is a day such as 2026-03-31",
                "created:2026-02-30|9|is a day",
                "has:seed|5|is a field or a flag",
                "tag:|5|A value is missing after tag:",
                "tag: old|5|A value is missing after tag:",
                "tag:a,|7|A value is missing after tag:…,",
                "tag:,a|5|A value is missing",
                "-|2|After - stands what is left out",
                "a - b|4|After - stands what is left out",
                "tag:\"a|5|The quote that begins here has no end",
                "\"a|1|The quote that begins here has no end",
                "\"a\"b|4|After a quote that ends stands a blank",
                "tag:\"a\"b|8|After a quote that ends stands a blank",
                "tag:a\"b|6|A quote stands at the beginning of a value only",
                "a\"b|2|A quote stands at the beginning of a value only",
                "\"a\\b\"|3|Within quotes \\ is written",
            })
    void shouldSayWhereAndWhatIsAllowed(String filter, int position, String sentence) {
        FilterProblem problem = catchThrowableOfType(FilterProblem.class, () -> Filter.parse(filter));

        assertThat(problem.position()).isEqualTo(position);
        assertThat(problem.sentence()).contains(sentence);
    }

    @Test
    void shouldRefuseWhatNobodyWrites() {
        FilterProblem problem = catchThrowableOfType(FilterProblem.class, () -> Filter.parse("a ".repeat(2_049)));

        assertThat(problem.sentence()).isEqualTo("A filter has at most 4,096 characters.");
    }
}
