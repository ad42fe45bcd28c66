package dev.skydeck.store;

import dev.skydeck.messages.SettingRequest.ListFlagSchemas;
import dev.skydeck.messages.SettingRequest.ReadSetting;
import dev.skydeck.messages.SettingRequest.WriteSetting;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.FlagSchema;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What pages keep for their users, and what is known of flags whatever the tool. */
final class Settings {
    private final Transactions transactions;
    private final Writes writes;

    Settings(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<String> read(ReadSetting request) {
        return transactions.read(sql -> sql.query("select value from user_settings where key = ?", request.key())
                .compose(rows -> rows.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound("There is no setting " + request.key() + "."))
                        : Future.succeededFuture(rows.get(0).text("value"))));
    }

    Future<Written<String>> write(WriteSetting request) {
        return writes.command(
                request.command(),
                "WriteSetting",
                Json.type(String.class),
                change -> change.sql
                        .update("""
                        insert into user_settings (key, value, updated_at) values (?,?,?) on conflict (key)
                          do update set value = excluded.value, updated_at = excluded.updated_at
                          where value <> excluded.value
                        """, request.key(), request.value(), change.now)
                        .map(changed -> {
                            if (changed > 0) {
                                // Pages keep widths and filters here; the value itself would bury the history.
                                change.happened(
                                        "setting_written",
                                        null,
                                        null,
                                        request.command().actor(),
                                        Map.of("key", request.key()));
                            }
                            return request.value();
                        }));
    }

    Future<List<FlagSchema>> schemas(ListFlagSchemas request) {
        return transactions.read(sql -> sql.query("select * from flag_schemas order by flag_name")
                .map(rows -> rows.stream().map(Settings::schema).toList()));
    }

    private static FlagSchema schema(SqlRow row) {
        return new FlagSchema(
                row.text("flag_name"),
                row.text("flag_type"),
                row.textOrNull("description"),
                row.textOrNull("default_value"),
                row.textOrNull("choices"),
                row.textOrNull("category"));
    }
}
