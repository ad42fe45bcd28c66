package dev.skydeck.launcher.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupRoutesTest extends FilledApi {
    private String group = "";

    @BeforeEach
    void group() throws Exception {
        group = api.get("/api/groups").at("/groups/0/id").asText();
    }

    @Test
    void shouldReadAGroupWithTheLatestEpochs() throws Exception {
        Got got = api.get("/api/groups/" + group);

        assertThat(each(got, "/group/experiments", "latest_epoch")).containsExactly("2", "null");
    }

    @Test
    void shouldPutMembersIntoTheOrderAskedFor() throws Exception {
        api.post("/api/groups/" + group + "/reorder", "{\"order\":[2,\"1\"]}");

        assertThat(each(api.get("/api/groups/" + group), "/group/experiments", "name"))
                .containsExactly("second", "busy");
    }

    @Test
    void shouldLeaveWhoIsNotNamedWhereItWas() throws Exception {
        api.post("/api/experiments/reorder", "{\"order\":[\"none\",3]}");

        assertThat(each(api.get("/api/experiments"), "/experiments", "order")).containsExactly("0", "0", "1");
        assertThat(each(api.get("/api/experiments"), "/experiments", "name"))
                .containsExactly("second", "busy", "third");
    }

    @Test
    void shouldAnswerTheSameOrderTwiceForOneKey() throws Exception {
        String body = "{\"order\":[2,1]}";
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Idempotency-Key", "k1");
        api.raw("POST", "/api/experiments/reorder", body, headers);

        Got again = api.raw("POST", "/api/experiments/reorder", body, headers);

        assertThat(again.status()).isEqualTo(200);
    }
}
