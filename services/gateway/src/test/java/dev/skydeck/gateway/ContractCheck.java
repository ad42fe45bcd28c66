package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds every request and answer of the tests against the contract. Other modules' tests have it from this one's test jar. */
public final class ContractCheck {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String URI = "https://skydeck.test/openapi.json";
    /** What any path may answer, whatever its operation; the contract does not repeat them. */
    private static final Set<Integer> EVERYWHERE = Set.of(304, 307, 400, 401, 403, 405, 408, 414, 417, 429, 431, 500);

    private final Contract contract = Contract.load();
    private final JsonNode tree;
    private final JsonSchemaFactory factory;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    public ContractCheck() {
        String json = new String(contract.json(), StandardCharsets.UTF_8);
        try {
            tree = MAPPER.readTree(contract.json());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(URI, json))));
    }

    /** The contract itself. */
    public JsonNode contract() {
        return tree;
    }

    /** Fails when the contract does not know that answer. */
    public void answer(String method, String path, int status, Map<String, String> headers, String body) {
        String bare = path.split("\\?", -1)[0];
        contract.operations().stream()
                .filter(operation -> operation.method().name().equals(method) && operation.matches(bare))
                .findFirst()
                .ifPresent(operation -> {
                    JsonNode node =
                            resolved(operation(operation).path("responses").path(Integer.toString(status)));
                    if (node.isMissingNode()) {
                        assertThat(EVERYWHERE).as(method + " " + path).contains(status);
                        return;
                    }
                    node.path("headers").properties().stream()
                            .filter(header ->
                                    resolved(header.getValue()).path("required").asBoolean())
                            .forEach(header -> assertThat(headers)
                                    .as(method + " " + path + " " + status)
                                    .containsKey(header.getKey()));
                    List<Map.Entry<String, JsonNode>> forms =
                            List.copyOf(node.path("content").properties());
                    String type = String.valueOf(headers.get("Content-Type"));
                    assertThat(forms)
                            .as(method + " " + path + " " + status + " " + type)
                            .satisfiesAnyOf(
                                    none -> assertThat(none).isEmpty(),
                                    some -> assertThat(some).anyMatch(form -> type.startsWith(form.getKey())));
                    forms.stream()
                            .filter(form -> form.getKey().endsWith("json") && type.startsWith(form.getKey()))
                            .forEach(form -> valid(form.getValue().path("schema"), body));
                });
    }

    /** Fails when the contract does not know that request. */
    public void request(String method, String path, String body) {
        contract.operations().stream()
                .filter(operation -> operation.method().name().equals(method) && operation.matches(path))
                .findFirst()
                .ifPresent(operation -> valid(
                        operation(operation)
                                .path("requestBody")
                                .path("content")
                                .path("application/json")
                                .path("schema"),
                        body));
    }

    /** Fails when the text is not of that schema. */
    public void schema(String name, String body) {
        valid(MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name), body);
    }

    private JsonNode operation(Contract.Operation operation) {
        return tree.path("paths")
                .path(operation.path())
                .path(operation.method().name().toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? tree.at(node.path("$ref").asText().substring(1)) : node;
    }

    private void valid(JsonNode schema, String body) {
        if (!schema.has("$ref")) {
            return;
        }
        try {
            Set<ValidationMessage> found = factory.getSchema(
                            SchemaLocation.of(URI + schema.path("$ref").asText()), config)
                    .validate(MAPPER.readTree(body));
            assertThat(found).as(body).isEmpty();
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }
}
