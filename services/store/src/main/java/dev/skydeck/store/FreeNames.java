package dev.skydeck.store;

import dev.skydeck.messages.model.ExperimentName;
import io.vertx.core.Future;
import java.util.function.IntFunction;

/** Finds names that no experiment on the board has. */
final class FreeNames {
    private FreeNames() {}

    /**
     * The name itself when it is free, else with the first suffix that makes it so.
     *
     * @param exceptId the experiment that may have the name already; 0 for none
     * @param suffix of the second, third, … that wants the name
     */
    static Future<String> like(Sql sql, String name, long exceptId, IntFunction<String> suffix) {
        return next(sql, name, name, exceptId, suffix, 2);
    }

    private static Future<String> next(
            Sql sql, String name, String wanted, long exceptId, IntFunction<String> suffix, int number) {
        return sql.query("select 1 from experiments where name = ? and deleted = 0 and id <> ?", wanted, exceptId)
                .compose(rows -> rows.isEmpty()
                        ? Future.succeededFuture(wanted)
                        : next(sql, name, with(name, suffix.apply(number)), exceptId, suffix, number + 1));
    }

    /** The name is cut where both together would be too long; never through a pair of surrogates. */
    static String with(String name, String suffix) {
        int room = ExperimentName.MAX_LENGTH - suffix.codePointCount(0, suffix.length());
        int length = name.codePointCount(0, name.length());
        return name.substring(0, name.offsetByCodePoints(0, Math.min(room, length))) + suffix;
    }
}
