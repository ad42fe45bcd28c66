package dev.skydeck.store;

import static dev.skydeck.store.Launches.conflict;

import dev.skydeck.messages.model.ServerIdentity;
import io.vertx.core.Future;

/** SkyPilot servers and their numbers. Another user or workspace on one URL is another view, hence another number. */
final class Servers {
    private Servers() {}

    /** The server of that identity, registered if it is new. */
    static Future<SqlRow> register(Change change, ServerIdentity identity) {
        return change.sql
                .query(
                        "select * from servers where url = ? and user_hash = ? and workspace is ?",
                        plain(identity.url()),
                        identity.userHash(),
                        identity.workspace())
                .compose(found -> found.isEmpty()
                        ? change.sql
                                .query(
                                        "insert into servers (url, user_hash, workspace) values (?,?,?) returning *",
                                        plain(identity.url()),
                                        identity.userHash(),
                                        identity.workspace())
                                .map(rows -> rows.get(0))
                        : Future.succeededFuture(found.get(0)));
    }

    /** The number of the server at a URL, the one observed last when it was seen under several identities. */
    static Future<Long> numberOf(Sql sql, String url) {
        return sql.query(
                        "select number from servers where url = ? order by observed_at desc nulls last, number desc"
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
