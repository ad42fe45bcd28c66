package dev.skydeck.store;

import dev.skydeck.messages.CheckpointRequest.SyncFolder;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that experiments have or had. What was written below a name belongs to whoever had it then. */
final class FormerNames {
    private FormerNames() {}

    /** Keeps the name that it has from now on. */
    static Future<Void> keep(Change change, long experimentId, String name) {
        return change.sql
                .update(
                        "insert or ignore into experiment_names (experiment_id, name, since) values (?, ?, ?)",
                        experimentId,
                        name,
                        change.now)
                .mapEmpty();
    }

    /**
     * Below which names the files of these experiments are. Of a name that several had, the first also gets what was there before it;
     * one that is deleted leaves its files to the others.
     */
    static Future<Map<Long, List<SyncFolder>>> folders(Sql sql, Collection<Long> experimentIds) {
        return sql.query("""
                        with wanted as (select value as id from json_each(?)),
                          owners as (select n.experiment_id, n.name,
                              lag(n.since) over same_name as before, n.since, lead(n.since) over same_name as until
                            from experiment_names n join experiments e on e.id = n.experiment_id
                            where e.deleted = 0 and n.name in (select m.name from experiment_names m join wanted on m.experiment_id = id)
                            window same_name as (partition by n.name order by n.since, n.experiment_id))
                        select experiment_id, name, iif(before is null, null, since) as since, until from owners
                          join wanted on experiment_id = id order by experiment_id, owners.since desc
                        """, Json.text(experimentIds)).map(rows -> {
            Map<Long, List<SyncFolder>> folders = new LinkedHashMap<>();
            for (SqlRow row : rows) {
                folders.computeIfAbsent(row.number("experiment_id"), id -> new ArrayList<>())
                        .add(new SyncFolder(row.text("name"), row.instantOrNull("since"), row.instantOrNull("until")));
            }
            return folders;
        });
    }
}
