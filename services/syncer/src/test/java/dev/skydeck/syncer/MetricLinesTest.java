package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.MetricLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricLinesTest {
    private static MetricLines read(String text) {
        byte[] bytes = ("ahead" + text).getBytes(StandardCharsets.UTF_8);
        return MetricLines.of(bytes, 5, 1_000);
    }

    private static MetricLine line(String text) {
        return read(text + "\n").lines().get(0);
    }

    @Test
    void shouldReadWholeLinesAndLeaveTheLast() {
        MetricLines read = read("{\"step\":1,\"loss\":0.5}\n\n{\"step\":2,\"loss\":0.25}\r\n{\"step\":3,\"lo");
        assertThat(read.lines())
                .containsExactly(
                        new MetricLine(1L, null, null, Map.of("loss", 0.5)),
                        new MetricLine(2L, null, null, Map.of("loss", 0.25)));
        assertThat(read.bytes()).isEqualTo(22 + 1 + 24);
        assertThat(read.unreadable()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'_step': 7, '_timestamp': 1764200000.5}|7||2025-11-26T23:33:20.500Z",
                "{'global_step': 7, 'epoch': 1.75}|7|1|",
                "{'step': 1e3, 'time': 1764200000500}|1000||2025-11-26T23:33:20.500Z",
                "{'time': '2025-11-27T00:33:20.5+01:00'}|||2025-11-26T23:33:20.500Z",
                "{'step': NaN, 'epoch': 'x', 'time': -5}|||",
                "{'step': 1e300, 'time': 1e300}|||",
                "{'time': 'yesterday'}|||"
            })
    void shouldKnowWhereARunIs(String json, Long step, Long epoch, Instant at) {
        assertThat(line(json.replace('\'', '"'))).isEqualTo(new MetricLine(step, epoch, at, Map.of()));
    }

    @Test
    void shouldNameNestedNumbersWithDotsAndPassOverTheRest() {
        MetricLine line = line(
                "{\"eval\":{\"acc\":1,\"by\":{\"a\":2}},\"list\":[{\"x\":1}],\"text\":\"5\",\"flag\":true,\"none\":null,\"nan\":NaN}");
        assertThat(line.values()).isEqualTo(Map.of("eval.acc", 1.0, "eval.by.a", 2.0, "nan", Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "5", "{\"a\":1", "{\"a\":1}}", "{\"a\":1} {\"a\":2}", "x", "{\"a\":01}", "\u0000"})
    void shouldCountALineThatIsNoObject(String text) {
        MetricLines read = read(text + "\n{\"b\":1}\n");
        assertThat(read.unreadable()).isEqualTo(1);
        assertThat(read.lines()).containsExactly(new MetricLine(null, null, null, Map.of("b", 1.0)));
    }

    @Test
    void shouldPassOverALineThatIsTooLong() {
        MetricLines read = read("x".repeat(1_000));
        assertThat(read.unreadable()).isEqualTo(1);
        assertThat(read.bytes()).isEqualTo(1_000);
    }

    @Test
    void shouldNotFollowObjectsTooDeep() {
        MetricLines read = read("{\"a\":".repeat(100) + "1" + "}".repeat(100) + "\n");
        assertThat(read.unreadable()).isEqualTo(1);
    }

    @Test
    void shouldDropNamesThatAreTooLong() {
        assertThat(line("{\"" + "n".repeat(129) + "\":1,\"b\":2}").values()).isEqualTo(Map.of("b", 2.0));
    }
}
