package dev.skydeck.store;

import dev.skydeck.messages.model.ExperimentName;
import io.vertx.core.Future;
import java.util.function.IntFunction;

/** Finds names that no experiment on the board has. */
final class FreeNames {
    private FreeNames() {}

    /**
     * The first candidate that is free.
     *
     * @param exceptId the experiment that may have the name already; 0 for none
     * @param candidate the 1st, 2nd, 3rd, … name that would do
     */
    static Future<String> first(Sql sql, long exceptId, IntFunction<String> candidate) {
        return from(sql, exceptId, candidate, 1);
    }

    private static Future<String> from(Sql sql, long exceptId, IntFunction<String> candidate, int number) {
        String name = candidate.apply(number);
        return sql.query("select 1 from experiments where name = ? and deleted = 0 and id <> ?", name, exceptId)
                .compose(rows ->
                        rows.isEmpty() ? Future.succeededFuture(name) : from(sql, exceptId, candidate, number + 1));
    }

    /** The name is cut where both together would be too long; never through a pair of surrogates. */
    static String with(String name, String suffix) {
        int room = ExperimentName.MAX_LENGTH - suffix.codePointCount(0, suffix.length());
        int length = name.codePointCount(0, name.length());
        return name.substring(0, name.offsetByCodePoints(0, Math.min(room, length))) + suffix;
    }
}
