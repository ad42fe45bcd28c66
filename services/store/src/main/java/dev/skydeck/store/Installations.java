package dev.skydeck.store;

import dev.skydeck.messages.InstallationRequest.Installation;
import dev.skydeck.messages.InstallationRequest.ReadInstallation;
import io.vertx.core.Future;
import java.nio.file.Path;

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
