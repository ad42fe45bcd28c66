package dev.skydeck.store;

import static dev.skydeck.store.Launches.conflict;

import dev.skydeck.messages.model.ClusterIdentity;
import dev.skydeck.messages.model.ServerIdentity;
import io.vertx.core.Future;

/**
 * SkyPilot servers and their numbers. Another user or workspace on one URL is another view, hence another number; so is each
 * cluster, whose job ids are its own.
 */
final class Servers {
    private Servers() {}

    /** The server of that identity, registered if it is new. */
    static Future<SqlRow> register(Change change, ServerIdentity identity) {
        ClusterIdentity cluster = identity.cluster();
        String hash = cluster == null ? null : cluster.hash();
        return change.sql
                .query(
                        "select * from servers where url = ? and user_hash = ? and workspace is ? and cluster_hash is ?"
                                + " and retired_at is null",
                        plain(identity.url()),
                        identity.userHash(),
                        identity.workspace(),
                        hash)
                .compose(found -> found.isEmpty()
                        ? change.sql
                                .query(
                                        "insert into servers (url, user_hash, workspace, cluster, cluster_hash)"
                                                + " values (?,?,?,?,?) returning *",
                                        plain(identity.url()),
                                        identity.userHash(),
                                        identity.workspace(),
                                        cluster == null ? null : cluster.name(),
                                        hash)
                                .map(rows -> rows.get(0))
                        : Future.succeededFuture(found.get(0)));
    }

    /** The number of the server at a URL, clusters left out, the one observed last when it was seen under several identities. */
    static Future<Long> numberOf(Sql sql, String url) {
        return sql.query(
                        "select number from servers where url = ? and cluster is null and retired_at is null order by observed_at desc nulls last, number desc"
                                + " limit 1",
                        plain(url))
                .compose(rows -> rows.isEmpty()
                        ? conflict("The SkyPilot server " + url + " has not been observed yet: nothing is sent to it.")
                        : Future.succeededFuture(rows.get(0).number("number")));
    }

    private static String plain(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
