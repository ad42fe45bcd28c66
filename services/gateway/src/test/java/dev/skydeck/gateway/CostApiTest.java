package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.gateway.links.LinkTemplate;
import dev.skydeck.messages.CostRequest.By;
import dev.skydeck.messages.CostRequest.CostPage;
import dev.skydeck.messages.CostRequest.CostRow;
import dev.skydeck.messages.CostRequest.ListCosts;
import dev.skydeck.messages.model.Cost;
import dev.skydeck.messages.model.CostRate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostApiTest extends GatewayFixture {
    private static final Cost UNPRICED = new Cost(3_600_000, null, 3_600_000, null, "There is no price for TPUv9.");

    @Override
    GatewayOptions options() {
        return super.options()
                .with(List.of(
                        LinkTemplate.parse("W&B", "https://wandb.ai/team/{name}?lr={flags.trainer.lr}"),
                        LinkTemplate.parse("Registry", "https://registry.example.org/{name}")));
    }

    @Test
    void shouldShowWhatAnExperimentUsedAndCostInItsDetails() throws Exception {
        created("alpha");

        JsonNode cost = get("/api/experiments/1").json().path("cost");

        assertThat(cost.toString())
                .isEqualTo("{\"gpu_hours\":2,\"usd\":12.345678,\"unpriced_gpu_hours\":0,\"source\":\"configuration\","
                        + "\"reason\":null}");
    }

    @Test
    void shouldShowTheLinksThatAnExperimentHasAllValuesFor() throws Exception {
        created("a b");

        JsonNode links = get("/api/experiments/1").json().path("links");

        assertThat(links.toString())
                .isEqualTo("[{\"title\":\"Registry\",\"url\":\"https://registry.example.org/a%20b\"}]");
    }

    @Test
    void shouldShowWhatWasEditedSinceAnExperimentWasLaunched() throws Exception {
        created("alpha");

        JsonNode edits = get("/api/experiments/1").json().path("edits");

        assertThat(edits.toString())
                .isEqualTo(
                        "{\"launch_id\":3,\"fields\":[{\"field\":\"flags.lr\",\"before\":\"1e-4\",\"after\":\"3e-4\"}]}");
    }

    @Test
    void shouldListCostsWithTheNextCursor() throws Exception {
        store.costs = new CostPage(
                List.of(
                        new CostRow("=g1", "g1", "LR", FakeStore.COST, new CostRate(8_500, 24_000_000L, 0)),
                        new CostRow("-", null, null, UNPRICED, new CostRate(4_000, null, 4_000))),
                true);

        JsonNode answer = get("/api/cost?by=group&limit=2").json();

        assertThat(answer.at("/costs/0/name").asText()).isEqualTo("LR");
        assertThat(answer.at("/costs/1/cost/usd").isNull()).isTrue();
        assertThat(answer.at("/costs/1/cost/reason").asText()).isEqualTo("There is no price for TPUv9.");
        assertThat(answer.path("next_cursor").asText()).isEqualTo("-");
    }

    @Test
    void shouldTellWhatRunsNowAndNoMoneyWhereNothingHasAPrice() throws Exception {
        store.costs = new CostPage(
                List.of(
                        new CostRow("7", "7", "a", FakeStore.COST, new CostRate(8_500, 24_000_000L, 0)),
                        new CostRow("8", "8", "b", UNPRICED, new CostRate(4_000, null, 4_000))),
                false);

        JsonNode costs = get("/api/cost").json().path("costs");

        assertThat(costs.at("/0/rate").toString()).isEqualTo("{\"gpus\":8.5,\"usd_per_hour\":24,\"unpriced_gpus\":0}");
        assertThat(costs.at("/1/rate").toString()).isEqualTo("{\"gpus\":4,\"usd_per_hour\":null,\"unpriced_gpus\":4}");
    }

    @Test
    void shouldAskForThoseAloneThatWereActive() throws Exception {
        get("/api/cost?active_since=2026-11-01T00:00:00Z&limit=5000");

        assertThat(store.asked)
                .contains(new ListCosts(
                        By.EXPERIMENT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                        Optional.empty(),
                        5_000));
    }

    @Test
    void shouldAskTheStoreForWhatTheQuerySays() throws Exception {
        get("/api/cost?by=job&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&limit=7&cursor=1.2");

        assertThat(store.asked)
                .contains(new ListCosts(
                        By.JOB,
                        Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-11-02T00:00:00Z")),
                        Optional.empty(),
                        Optional.of("1.2"),
                        7));
    }

    @ParameterizedTest
    @CsvSource({
        "by=team, query.by",
        "from=yesterday, query.from",
        "to=2026, query.to",
        "limit=0, query.limit",
        "limit=5001, query.limit",
        "active_since=now, query.active_since",
        "by=group&active_since=2026-11-01T00:00:00Z, query.active_since"
    })
    void shouldNameTheParameterThatIsWrong(String query, String field) throws Exception {
        Got answer = get("/api/cost?" + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
    }
}
