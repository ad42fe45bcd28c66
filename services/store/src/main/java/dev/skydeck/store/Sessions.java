package dev.skydeck.store;

import dev.skydeck.messages.TokenRequest.CloseSession;
import dev.skydeck.messages.TokenRequest.FindSession;
import dev.skydeck.messages.TokenRequest.OpenSession;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Sessions of browsers. Each lives on a token and never longer than it. */
final class Sessions {
    /** A session that was not used for this long is over. */
    static final Duration IDLE = Duration.ofHours(12);
    /** However much it is used. */
    static final Duration LIFE = Duration.ofDays(7);
    /** Uses closer together are one use, so that reading a page does not write. */
    private static final Duration USE = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Writes writes;
    private final StoreClock clock;

    Sessions(Transactions transactions, Writes writes, StoreClock clock) {
        this.transactions = transactions;
        this.writes = writes;
        this.clock = clock;
    }

    Future<Written<Boolean>> open(OpenSession request) {
        return writes.command(
                request.command(),
                "OpenSession",
                Json.type(Boolean.class),
                change -> change.sql
                        .query(
                                "select t.* from tokens t where t.id = ? and " + Tokens.WORKS,
                                request.tokenId(),
                                change.now)
                        .compose(Tokens::one)
                        .compose(token -> insert(change, request, token)));
    }

    private static Future<Boolean> insert(Change change, OpenSession request, Token token) {
        change.happened("session_opened", null, null, token.name(), Map.of("token", token.id()));
        return change.sql
                .update(
                        "delete from sessions where used_at <= ? or opened_at <= ?",
                        change.now.minus(IDLE),
                        change.now.minus(LIFE))
                .compose(none -> change.sql.update(
                        "insert into sessions (hash, token_id, opened_at, used_at) values (?,?,?,?)",
                        request.hash(),
                        token.id(),
                        change.now,
                        change.now))
                .map(true);
    }

    Future<Token> find(FindSession request) {
        Instant now = clock.now();
        return transactions
                .read(sql -> sql.query(
                        "select t.*, s.used_at from sessions s join tokens t on t.id = s.token_id"
                                + " where s.hash = ? and s.used_at > ? and s.opened_at > ? and " + Tokens.WORKS,
                        request.hash(),
                        now.minus(IDLE),
                        now.minus(LIFE),
                        now))
                .compose(rows -> Tokens.one(rows)
                        .compose(token -> rows.get(0).instant("used_at").isAfter(now.minus(USE))
                                ? Future.succeededFuture(token)
                                : used(request.hash(), now).map(token)));
    }

    /** A disk that refuses to write must not end sessions that can still read. */
    private Future<Boolean> used(String hash, Instant now) {
        return transactions
                .write(sql -> sql.update("update sessions set used_at = ? where hash = ?", now, hash), updated -> {})
                .map(true)
                .recover(cause -> cause instanceof Failure.Unavailable
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(cause));
    }

    Future<Boolean> close(CloseSession request) {
        return transactions
                .write(sql -> sql.update("delete from sessions where hash = ?", request.hash()), deleted -> {})
                .map(deleted -> deleted > 0);
    }
}
