package dev.skydeck.store;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The history: one row for each fact, never changed. Each row's hash covers the row and the hash before it, so a row
 * that was altered or taken out shows.
 */
final class History {
    /** The hash that the first row follows. */
    static final String START = "0".repeat(64);

    private static final String INSERT = """
            insert into events (revision, at, kind, experiment_id, launch_id, actor, origin, data, prev_hash, hash)
            values (?,?,?,?,?,?,?,?,?,?)
            """;

    private History() {}

    /** One fact; {@code data} is JSON text. */
    record Fact(
            String kind,
            @Nullable Long experiment,
            @Nullable Long launch,
            String actor,
            String data) {
        static Fact of(
                String kind, @Nullable Long experiment, @Nullable Long launch, String actor, Map<String, ?> data) {
            return new Fact(kind, experiment, launch, actor, Json.text(data));
        }
    }

    /** A fact and when it happened. */
    record Dated(Instant at, Fact fact) {}

    static Future<Void> append(Sql sql, long revision, Instant at, @Nullable String origin, List<Fact> facts) {
        return append(
                sql,
                revision,
                origin,
                facts.stream().map(fact -> new Dated(at, fact)).toList());
    }

    static Future<Void> append(Sql sql, long revision, @Nullable String origin, List<Dated> facts) {
        if (facts.isEmpty()) {
            return Future.succeededFuture();
        }
        return sql.query("select hash from events order by id desc limit 1").compose(rows -> {
            String previous = rows.isEmpty() ? START : rows.get(0).text("hash");
            List<@Nullable Object[]> inserts = new ArrayList<>(facts.size());
            for (Dated dated : facts) {
                Fact fact = dated.fact();
                Instant at = dated.at();
                String hash = hash(previous, revision, at.toEpochMilli(), origin, fact);
                inserts.add(new @Nullable Object[] {
                    revision,
                    at,
                    fact.kind(),
                    fact.experiment(),
                    fact.launch(),
                    fact.actor(),
                    origin,
                    fact.data(),
                    previous,
                    hash
                });
                previous = hash;
            }
            return sql.batch(INSERT, inserts);
        });
    }

    /** Follows the chain from its first row; answers a sentence about the first row that does not fit, or empty. */
    static Future<Optional<String>> verify(Sql sql) {
        return new HistoryChain(sql).walk();
    }

    /** SHA-256 in hex over the hash before it and the row's values as a JSON array. */
    static String hash(String previous, long revision, long at, @Nullable String origin, Fact fact) {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                previous, revision, at, fact.kind(), fact.experiment(), fact.launch(), fact.actor(), fact.data()));
        // Rows from before there was an origin keep the hash that they had.
        if (origin != null) {
            values.add(origin);
        }
        String row = Json.text(values);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(row.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
