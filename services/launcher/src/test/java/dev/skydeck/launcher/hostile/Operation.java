package dev.skydeck.launcher.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract and what a request to it is made of.
 *
 * @param path with {@code {name}} for parameters
 * @param body the schema of its body, or null if it takes none
 * @param streams whether its answer never ends
 */
record Operation(
        String id,
        String method,
        String path,
        List<Parameter> parameters,
        @Nullable JsonNode body,
        boolean streams) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** @param in path, query, header or cookie */
    record Parameter(String name, String in, JsonNode schema) {}

    List<Parameter> parameters(String in) {
        return parameters.stream().filter(one -> one.in().equals(in)).toList();
    }

    static List<Operation> allOf(JsonNode contract) {
        List<Operation> operations = new ArrayList<>();
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(of(contract, path.getKey(), path.getValue(), method.getKey()));
                    }
                }));
        return operations;
    }

    private static Operation of(JsonNode contract, String path, JsonNode item, String method) {
        JsonNode operation = item.path(method);
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode entry : list) {
                JsonNode parameter = Schemas.resolved(contract, entry);
                parameters.add(new Parameter(
                        parameter.path("name").asText(), parameter.path("in").asText(), parameter.path("schema")));
            }
        }
        JsonNode body =
                Schemas.resolved(contract, operation.path("requestBody")).at("/content/application~1json/schema");
        return new Operation(
                operation.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                List.copyOf(parameters),
                body.isMissingNode() ? null : body,
                !operation.at("/responses/200/content/text~1event-stream").isMissingNode());
    }
}
