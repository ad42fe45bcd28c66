package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The store's process is not there: the rest goes on, and says so. */
class WithoutStoreTest extends GatewayFixture {

    @Override
    boolean withStore() {
        return false;
    }

    @Test
    void shouldSaySoAndServeThePage() throws Exception {
        assertThat(get("/api/experiments").status()).isEqualTo(503);
        assertThat(get("/api/groups").detail()).contains("not running");
        assertThat(post("/api/experiments", "{\"name\":\"a\"}").status()).isEqualTo(503);
        assertThat(get("/api/events").status()).isEqualTo(503);
        assertThat(get("/").status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerHealthAllTheSame() throws Exception {
        Got got = get("/api/health");

        assertThat(got.status()).isEqualTo(200);
        JsonNode health = got.json();
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.path("roles").toString()).contains("{\"name\":\"store\",\"present\":false}");
    }

    @Test
    void shouldWorkOnceTheStoreComes() throws Exception {
        get("/api/groups");
        await(vertx.deployVerticle(store));

        assertThat(get("/api/groups").status()).isEqualTo(200);
    }
}
