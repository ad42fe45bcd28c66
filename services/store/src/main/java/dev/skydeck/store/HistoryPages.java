package dev.skydeck.store;

import dev.skydeck.messages.HistoryRequest.HistoryPage;
import dev.skydeck.messages.HistoryRequest.ReadHistory;
import dev.skydeck.messages.model.HistoryEntry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the history, newest first, each fact with its sentence. */
final class HistoryPages {
    private final Transactions transactions;

    HistoryPages(Transactions transactions) {
        this.transactions = transactions;
    }

    Future<HistoryPage> read(ReadHistory request) {
        int limit = Pages.limit(request.limit(), 500);
        List<String> conditions = new ArrayList<>();
        List<@Nullable Object> parameters = new ArrayList<>();
        conditions.add("v.id < ?");
        parameters.add(request.before());
        request.experimentId().ifPresent(id -> {
            conditions.add("v.experiment_id = ?");
            parameters.add(id);
        });
        if (!request.kinds().isEmpty()) {
            conditions.add("v.kind in (select value from json_each(?))");
            parameters.add(Json.text(request.kinds()));
        }
        request.actor().ifPresent(actor -> {
            conditions.add("v.actor = ?");
            parameters.add(actor);
        });
        request.since().ifPresent(since -> {
            conditions.add("v.at >= ?");
            parameters.add(since);
        });
        parameters.add(limit + 1);
        return transactions.read(sql -> sql.query(
                        "select v.*, e.name as experiment_name from events v"
                                + " left join experiments e on e.id = v.experiment_id where "
                                + String.join(" and ", conditions) + " order by v.id desc limit ?",
                        parameters.toArray())
                .map(rows -> {
                    List<HistoryEntry> page = Pages.fitting(
                            rows.stream().map(HistoryPages::entry).toList(),
                            limit,
                            entry -> 400
                                    + 2L
                                            * (entry.data().length()
                                                    + entry.sentence().length()));
                    return new HistoryPage(page, page.size() < rows.size());
                }));
    }

    private static HistoryEntry entry(SqlRow row) {
        return new HistoryEntry(
                row.number("id"),
                row.number("revision"),
                row.instant("at"),
                row.text("kind"),
                row.numberOrNull("experiment_id"),
                row.textOrNull("experiment_name"),
                row.numberOrNull("launch_id"),
                row.text("actor"),
                row.textOrNull("origin"),
                Sentence.of(row),
                row.text("data"));
    }
}
