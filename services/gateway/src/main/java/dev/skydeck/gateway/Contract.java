package dev.skydeck.gateway;

import dev.skydeck.gateway.view.ApiMapper;
import dev.skydeck.messages.model.TokenScope;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI file: which operations there are, and the contract as JSON. */
final class Contract {
    private static final String FILE = "openapi.yaml";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final List<Operation> operations;
    private final byte[] json;

    private Contract(List<Operation> operations, byte[] json) {
        this.operations = List.copyOf(operations);
        this.json = json;
    }

    /**
     * @param path with {@code {name}} for parameters
     * @param scope what a caller needs; empty for an operation that anybody may call
     * @param problems whether it answers errors as {@code application/problem+json}: those that the first SkyDeck had do not
     * @param parameters names of those that the components of the contract define
     */
    record Operation(
            String id,
            HttpMethod method,
            String path,
            Pattern pattern,
            Optional<TokenScope> scope,
            boolean problems,
            Set<String> parameters) {
        static Operation of(String method, String path, Map<String, Object> declared) {
            String pattern = Pattern.quote(path).replaceAll("\\{[^/}]+}", "\\\\E[^/]+\\\\Q");
            return new Operation(
                    String.valueOf(declared.get("operationId")),
                    HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                    path,
                    Pattern.compile(pattern),
                    scope(path, String.valueOf(declared.get("x-scope"))),
                    "problem".equals(declared.get("x-errors")),
                    parameters(declared));
        }

        private static Set<String> parameters(Map<String, Object> declared) {
            Set<String> names = new HashSet<>();
            if (declared.get("parameters") instanceof List<?> references) {
                references.forEach(reference -> {
                    String target = String.valueOf(map(reference).get("$ref"));
                    names.add(target.substring(target.lastIndexOf('/') + 1));
                });
            }
            return names;
        }

        /** Whether it takes that parameter of the contract's components. */
        boolean takes(String parameter) {
            return parameters.contains(parameter);
        }

        /** An operation that does not say it is no operation: forgetting it must not open it. */
        private static Optional<TokenScope> scope(String path, String declared) {
            return switch (declared) {
                case "none" -> Optional.empty();
                case "read" -> Optional.of(TokenScope.READ);
                case "operate" -> Optional.of(TokenScope.OPERATE);
                case "admin" -> Optional.of(TokenScope.ADMIN);
                default -> throw new IllegalStateException(path + " has the x-scope " + declared);
            };
        }

        /** The path as Vert.x's router writes it. */
        String route() {
            return path.replaceAll("\\{([^/}]+)}", ":$1");
        }

        boolean matches(String actual) {
            return pattern.matcher(actual).matches();
        }
    }

    /** @throws IllegalStateException if the file is not in the jar or is no contract */
    static Contract load() {
        Object tree;
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the classpath");
            }
            tree = new Yaml(new SafeConstructor(strict())).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Operation> operations = new ArrayList<>();
        map(map(tree).get("paths"))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        operations.add(Operation.of(method, path, map(operation)));
                    }
                }));
        return new Contract(operations, ApiMapper.bytes(Objects.requireNonNull(tree)));
    }

    /** Of two entries with one name the first would be lost without a word. */
    private static LoaderOptions strict() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }

    @SuppressWarnings("unchecked") // the contract's keys are text
    private static Map<String, Object> map(@Nullable Object value) {
        if (!(value instanceof Map)) {
            throw new IllegalStateException(FILE + " has no object where one is needed");
        }
        return (Map<String, Object>) value;
    }

    List<Operation> operations() {
        return operations;
    }

    /** The methods that a path answers, in the contract's order; empty for an unknown path. */
    List<String> methods(String path) {
        return operations.stream()
                .filter(operation -> operation.matches(path))
                .map(operation -> operation.method().name())
                .toList();
    }

    /** Whether that request is for an operation that anybody may call. */
    boolean isOpen(HttpMethod method, String path) {
        return operations.stream()
                .filter(operation ->
                        operation.matches(path) && operation.method().equals(method))
                .findFirst()
                .filter(operation -> operation.scope().isEmpty())
                .isPresent();
    }

    /** Whether an error of that request is {@code application/problem+json}. */
    boolean answersProblems(HttpMethod method, String path) {
        List<Operation> there =
                operations.stream().filter(operation -> operation.matches(path)).toList();
        return there.stream()
                .filter(operation -> operation.method().equals(method))
                .findFirst()
                .map(Operation::problems)
                .orElseGet(() -> !there.isEmpty() && there.stream().allMatch(Operation::problems));
    }

    byte[] json() {
        return json;
    }
}
