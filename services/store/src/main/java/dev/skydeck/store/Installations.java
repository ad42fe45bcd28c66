package dev.skydeck.store;

import dev.skydeck.messages.InstallationRequest.Installation;
import dev.skydeck.messages.InstallationRequest.ReadInstallation;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;

/** The file's header. */
final class Installations {
    private final Transactions transactions;
    private final Path path;

    Installations(Transactions transactions, Path path) {
        this.transactions = transactions;
        this.path = path;
    }

    static Future<Long> revision(Sql sql) {
        return sql.query("select revision from installation")
                .map(rows -> rows.get(0).number("revision"));
    }

    /** Makes that flag the measure of progress; none takes the measure away. */
    Future<Void> measureBy(Optional<TotalFlag> total) {
        return transactions
                .write(
                        sql -> sql.update(
                                "update installation set total_flag = ?, total_unit = ?",
                                total.map(TotalFlag::flag).orElse(null),
                                total.map(TotalFlag::unit).orElse(null)),
                        changed -> {})
                .mapEmpty();
    }

    Future<Installation> read(ReadInstallation request) {
        return transactions.read(sql -> sql.query("""
                        select instance_id, revision,
                          (select count(*) from experiments where deleted = 0) as experiments,
                          (select count(*) from (select distinct server, job_id from jobs where terminal = 0)) as running,
                          (select user_version from pragma_user_version) as version
                        from installation
                        """)
                .map(rows -> rows.get(0))
                .map(row -> new Installation(
                        row.text("instance_id"),
                        row.number("revision"),
                        row.integer("experiments"),
                        row.integer("running"),
                        row.integer("version"),
                        path.toString())));
    }
}
