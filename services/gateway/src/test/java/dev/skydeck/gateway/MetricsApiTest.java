package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.MetricRequest.ListMetrics;
import dev.skydeck.messages.MetricRequest.MetricPage;
import dev.skydeck.messages.model.MetricFile;
import dev.skydeck.messages.model.MetricPoint;
import dev.skydeck.messages.model.MetricSeries;
import dev.skydeck.messages.model.MetricSeries.Source;
import dev.skydeck.messages.model.ProgressUnit;
import dev.skydeck.messages.model.TrainingProgress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsApiTest extends GatewayFixture {
    private static final Instant THEN = Instant.parse("2026-11-22T02:10:00Z");

    private static MetricSeries series(String name, MetricPoint... points) {
        return new MetricSeries(name, Source.FILE, points.length + 1, 1, List.of(points));
    }

    @Test
    void shouldShowMetricsWithTheirExtremes() throws Exception {
        created("x");
        store.metrics = new MetricPage(
                new TrainingProgress(1200L, 3L, THEN, 5000.0, ProgressUnit.STEP),
                List.of(new MetricFile("s3://b/x/metrics.jsonl", 20, 18, THEN, 2, null)),
                List.of(series(
                        "loss",
                        new MetricPoint(1L, null, null, 2),
                        new MetricPoint(2L, 1L, THEN, 0.25),
                        new MetricPoint(3L, 1L, THEN, 0.5))),
                false);

        JsonNode answer = get("/api/experiments/1/metrics").json();

        assertThat(answer.at("/progress/fraction").asDouble()).isEqualTo(0.24);
        assertThat(answer.at("/files/0/unreadable_lines").asInt()).isEqualTo(2);
        JsonNode loss = answer.at("/metrics/0");
        assertThat(loss.path("last").asDouble()).isEqualTo(0.5);
        assertThat(loss.path("min").asDouble()).isEqualTo(0.25);
        assertThat(loss.path("max").asDouble()).isEqualTo(2);
        assertThat(loss.at("/points/1").toString())
                .isEqualTo("{\"step\":2,\"epoch\":1,\"at\":\"2026-11-22T02:10:00Z\",\"value\":0.25}");
        assertThat(answer.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void shouldNameTheNextPageOfMetrics() throws Exception {
        created("x");
        store.metrics = new MetricPage(null, List.of(), List.of(series("a"), series("b")), true);

        JsonNode answer = get("/api/experiments/1/metrics?name=a&name=b&name=c&limit=2&cursor=A")
                .json();

        assertThat(answer.path("next_cursor").asText()).isEqualTo("b");
        assertThat(store.asked).contains(new ListMetrics(1, List.of("a", "b", "c"), "A", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x"})
    void shouldRefuseALimitThatIsNone(String query) throws Exception {
        created("x");

        assertThat(get("/api/experiments/1/metrics?" + query).status()).isEqualTo(422);
    }

    @Test
    void shouldRefuseNamesThatNoMetricHas() throws Exception {
        created("x");

        assertThat(get("/api/experiments/1/metrics?name=" + "n".repeat(201)).status())
                .isEqualTo(422);
    }

    @Test
    void shouldNotKnowTheMetricsOfNoExperiment() throws Exception {
        assertThat(get("/api/experiments/1/metrics").status()).isEqualTo(404);
    }
}
