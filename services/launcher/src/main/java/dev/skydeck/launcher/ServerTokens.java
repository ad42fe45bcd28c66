package dev.skydeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.model.TokenScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tokens through the running server, which then knows at once what was done. */
record ServerTokens(RunningServer server) implements TokenStore {

    @Override
    public Made create(String name, TokenScope scope, Optional<Instant> expiresAt) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("scope", scope.name().toLowerCase(Locale.ROOT));
        expiresAt.ifPresent(time -> body.put("expires_at", time.toString()));
        JsonNode answer = server.ask("POST", "/api/tokens", body);
        return new Made(shown(answer.path("token")), answer.path("secret").asText());
    }

    @Override
    public List<Shown> list() throws InterruptedException {
        List<Shown> tokens = new ArrayList<>();
        server.ask("GET", "/api/tokens", null).path("tokens").forEach(token -> tokens.add(shown(token)));
        return tokens;
    }

    @Override
    public Shown revoke(long id) throws InterruptedException {
        return shown(server.ask("DELETE", "/api/tokens/" + id, null).path("token"));
    }

    private static Shown shown(JsonNode token) {
        return new Shown(
                token.path("id").asLong(),
                token.path("name").asText(),
                token.path("scope").asText(),
                token.path("created_at").asText(),
                token.path("expires_at").textValue(),
                token.path("revoked_at").textValue(),
                token.path("works").asBoolean());
    }

    @Override
    public void close() {}
}
