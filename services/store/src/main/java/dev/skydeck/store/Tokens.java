package dev.skydeck.store;

import dev.skydeck.messages.TokenRequest.AnyToken;
import dev.skydeck.messages.TokenRequest.CreateToken;
import dev.skydeck.messages.TokenRequest.FindToken;
import dev.skydeck.messages.TokenRequest.ListTokens;
import dev.skydeck.messages.TokenRequest.RevokeToken;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.TokenScope;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Access tokens. Only hashes get here, so that neither the file nor a copy of it opens anything. */
final class Tokens {
    /** A token that works; the parameter is now. */
    static final String WORKS = "t.revoked_at is null and (t.expires_at is null or t.expires_at > ?)";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    /** Actors of the history that no token may pass for. */
    private static final Set<String> RESERVED =
            Set.of("local", "command line", "store", "gateway", "reconciler", "skypilot", "syncer", "original");

    private final Transactions transactions;
    private final Writes writes;
    private final StoreClock clock;
    private final ControlFile control;

    Tokens(Transactions transactions, Writes writes, StoreClock clock, ControlFile control) {
        this.transactions = transactions;
        this.writes = writes;
        this.clock = clock;
        this.control = control;
    }

    Future<Written<Token>> create(CreateToken request) {
        return writes.command(
                request.command(),
                "CreateToken",
                Json.type(Token.class),
                change -> check(change, request)
                        .compose(none -> change.sql.query(
                                "insert into tokens (name, scope, hash, created_at, expires_at) values (?,?,?,?,?)"
                                        + " returning *",
                                request.name(),
                                request.scope(),
                                request.hash(),
                                change.now,
                                request.expiresAt().orElse(null)))
                        .map(rows -> token(rows.get(0)))
                        .onSuccess(token -> change.happened(
                                "token_created", null, null, request.command().actor(), facts(token))));
    }

    private static Future<Void> check(Change change, CreateToken request) {
        if (!HASH.matcher(request.hash()).matches()) {
            return invalid("hash", "A token's hash is its SHA-256 in lower-case hex.");
        }
        if (!NAME.matcher(request.name()).matches()
                || RESERVED.contains(request.name().toLowerCase(Locale.ROOT))) {
            return invalid(
                    "name",
                    "A token's name has 1 to 64 letters, digits, spaces and . _ @ -, begins with a letter or digit, and is"
                            + " none of "
                            + String.join(", ", RESERVED.stream().sorted().toList()) + ".");
        }
        if (request.expiresAt()
                .filter(expires -> !expires.isAfter(change.now) || !SqlRow.isTime(expires.toEpochMilli()))
                .isPresent()) {
            return invalid("expires_at", "A token expires in the future.");
        }
        return change.sql
                .query("select 1 from tokens t where t.name = ? and " + WORKS, request.name(), change.now)
                .compose(rows -> rows.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Failure.Conflict(
                                "A token with the name " + request.name() + " works already: revoke it first.")));
    }

    private static Future<Void> invalid(String field, String sentence) {
        return Future.failedFuture(new Failure.Invalid(sentence, List.of(new Problem(field, "value_error", sentence))));
    }

    /** What the history keeps: nothing that opens anything. */
    private static Map<String, Object> facts(Token token) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", token.id());
        facts.put("name", token.name());
        facts.put("scope", token.scope().name().toLowerCase(Locale.ROOT));
        if (token.expiresAt() != null) {
            facts.put("expires_at", token.expiresAt().toString());
        }
        return facts;
    }

    Future<Boolean> any(AnyToken request) {
        return transactions.read(sql -> sql.query("select 1 from tokens where revoked_at is null limit 1")
                .map(rows -> !rows.isEmpty()));
    }

    Future<List<Token>> list(ListTokens request) {
        return transactions.read(sql -> sql.query("select * from tokens order by id")
                .map(rows -> rows.stream().map(Tokens::token).toList()));
    }

    Future<Written<Token>> revoke(RevokeToken request) {
        return writes.command(
                request.command(),
                "RevokeToken",
                Json.type(Token.class),
                change -> change.sql
                        .query("select * from tokens where id = ?", request.id())
                        .compose(rows -> rows.isEmpty()
                                ? Future.failedFuture(new Failure.NotFound("There is no token " + request.id() + "."))
                                : revoke(
                                        change,
                                        token(rows.get(0)),
                                        request.command().actor())));
    }

    private static Future<Token> revoke(Change change, Token token, String actor) {
        if (token.revokedAt() != null) {
            return Future.succeededFuture(token);
        }
        change.happened("token_revoked", null, null, actor, facts(token));
        return change.sql
                .update("delete from sessions where token_id = ?", token.id())
                .compose(none -> change.sql.query(
                        "update tokens set revoked_at = ? where id = ? returning *", change.now, token.id()))
                .map(rows -> token(rows.get(0)));
    }

    Future<Token> find(FindToken request) {
        if (control.isSecret(request.hash())) {
            return Future.succeededFuture(new Token(0, "command line", TokenScope.ADMIN, control.madeAt(), null, null));
        }
        return transactions.read(
                sql -> sql.query("select t.* from tokens t where t.hash = ? and " + WORKS, request.hash(), clock.now())
                        .compose(Tokens::one));
    }

    /** Fails alike for what never was, is revoked, or has expired. */
    static Future<Token> one(List<SqlRow> rows) {
        return rows.isEmpty()
                ? Future.failedFuture(new Failure.NotFound("No such token works."))
                : Future.succeededFuture(token(rows.get(0)));
    }

    static Token token(SqlRow row) {
        return new Token(
                row.number("id"),
                row.text("name"),
                row.word(TokenScope.class, "scope"),
                row.instant("created_at"),
                row.instantOrNull("expires_at"),
                row.instantOrNull("revoked_at"));
    }
}
