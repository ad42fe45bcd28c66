package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A check that never complains proves nothing. */
class ContractCheckTest {
    private final ContractCheck check = new ContractCheck();

    @Test
    void shouldFindAnAnswerThatIsNotTheContracts() {
        Map<String, String> headers = Map.of("X-SkyDeck-Revision", "1", "Content-Type", "application/json");

        assertThatCode(() -> check.answer("GET", "/api/groups", 200, headers, "{\"groups\":[],\"ungrouped\":[]}"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.answer("GET", "/api/groups", 200, headers, "{\"groups\":[]}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check.answer(
                        "GET",
                        "/api/groups",
                        200,
                        Map.of("Content-Type", "application/json"),
                        "{\"groups\":[],\"ungrouped\":[]}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check.answer("GET", "/api/groups", 418, headers, "{}"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFindARequestThatIsNotTheContracts() {
        assertThatCode(() -> check.request("POST", "/api/experiments", "{\"name\":\"x\"}"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.request("POST", "/api/experiments", "{\"name\":\"x\",\"nodes\":0}"))
                .isInstanceOf(AssertionError.class);
    }
}
