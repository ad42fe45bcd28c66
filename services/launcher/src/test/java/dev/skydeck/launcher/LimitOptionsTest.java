package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LimitOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "--max-open-launches, 0, --max-open-launches must be at least 1.",
        "--launches-per-hour, -5, --launches-per-hour must be at least 1.",
        "--relaunches-per-hour, -1, --relaunches-per-hour must be at least 0.",
        "--max-gpus, -1, --max-gpus must be at least 0.",
        "--max-spend, -1, --max-spend must be 0 to 1000000000 US dollars with at most 6 decimals.",
        "--max-spend, 0.0000001, --max-spend must be 0 to 1000000000 US dollars with at most 6 decimals.",
        "--max-spend-hours, 0, --max-spend-hours must be 1 to 87600 hours.",
        "--max-spend, much, Invalid value for option '--max-spend': cannot convert 'much' to BigDecimal",
        "--max-gpus, many, Invalid value for option '--max-gpus': 'many' is not a long"
    })
    void shouldRefuseALimitThatIsNone(String option, String value, String sentence) {
        StringWriter said = new StringWriter();
        CommandLine serve = new CommandLine(new ServeCommand()).setErr(new PrintWriter(said));

        int code = serve.execute(option, value);

        assertThat(code).isEqualTo(2);
        assertThat(said.toString()).startsWith(sentence);
    }
}
