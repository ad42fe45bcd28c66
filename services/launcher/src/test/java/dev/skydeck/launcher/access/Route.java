package dev.skydeck.launcher.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.gateway.ContractCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A path of the contract and a method, whether or not it has that one.
 *
 * @param scope as the contract writes it; empty for a method that the path does not have
 */
record Route(String method, String path, String scope) {
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    static List<Route> all() {
        List<Route> routes = new ArrayList<>();
        JsonNode paths = new ContractCheck().contract().path("paths");
        paths.properties().forEach(path -> {
            for (String method : METHODS) {
                String scope = path.getValue()
                        .path(method.toLowerCase(Locale.ROOT))
                        .path("x-scope")
                        .asText();
                routes.add(new Route(method, path.getKey().replaceAll("\\{[^}]+}", "1"), scope));
            }
        });
        return routes;
    }

    boolean reads() {
        return List.of("GET", "HEAD", "OPTIONS").contains(method);
    }

    boolean exists() {
        return !scope.isEmpty();
    }

    /** Whether anybody may call it. */
    boolean isOpen() {
        return scope.equals("none");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
