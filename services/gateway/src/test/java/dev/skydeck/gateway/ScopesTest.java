package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.TokenScope;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each operation asks of its caller. */
class ScopesTest {
    private final Contract contract = Contract.load();

    @Test
    void shouldBeDeclaredByEveryOperation() {
        new ContractCheck()
                .contract()
                .path("paths")
                .forEach(path -> path.forEach(
                        operation -> assertThat(operation.path("x-scope").asText())
                                .as(operation.path("operationId").asText())
                                .isIn("none", "read", "operate", "admin")));
    }

    @Test
    void shouldLetAnybodyAskHowItIsAndLogInOnly() {
        assertThat(contract.operations().stream()
                        .filter(operation -> operation.scope().isEmpty())
                        .map(Contract.Operation::id))
                .containsExactlyInAnyOrder("getHealth", "createSession");
    }

    @Test
    void shouldNotLetReadersWrite() {
        assertThat(contract.operations().stream()
                        .filter(operation -> operation.scope().equals(Optional.of(TokenScope.READ)))
                        .filter(operation -> !operation.method().equals(HttpMethod.GET))
                        .map(Contract.Operation::id))
                .containsExactly("deleteSession");
    }
}
