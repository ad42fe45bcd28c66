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
