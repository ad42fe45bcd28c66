package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Readers copy examples: each is what its schema says. */
class ContractExamplesTest {
    private final ContractCheck check = new ContractCheck();

    @TestFactory
    Stream<DynamicTest> shouldBeOfTheirSchema() {
        return check.contract().at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().has("examples"))
                .map(schema -> DynamicTest.dynamicTest(schema.getKey(), () -> valid(schema)));
    }

    private void valid(Map.Entry<String, JsonNode> schema) {
        for (JsonNode example : schema.getValue().path("examples")) {
            check.schema(schema.getKey(), example.toString());
        }
    }

    @Test
    void shouldStandWithEveryBodyThatClientsSend() {
        check.contract()
                .path("paths")
                .forEach(path -> path.forEach(operation -> {
                    JsonNode schema = operation.at("/requestBody/content/application~1json/schema/$ref");
                    if (!schema.isMissingNode()) {
                        assertThat(check.contract()
                                        .at(schema.asText().substring(1))
                                        .has("examples"))
                                .as(schema.asText())
                                .isTrue();
                    }
                }));
    }
}
