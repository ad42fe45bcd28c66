package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonObject;

/** What the sandbox says of itself: the answers of a SkyPilot 0.14.1 server, as recorded. */
final class ServerFacts {
    static final String VERSION = "0.14.1";
    static final int API_VERSION = 62;
    static final int LOWEST_API_VERSION = 24;

    /** How long a client of the sandbox waits between two looks, at least. A real server has no such field. */
    private static final int SETTLE_SECONDS = 3;

    private ServerFacts() {}

    static JsonObject health() {
        return new JsonObject()
                .put("status", "healthy")
                .put("api_version", String.valueOf(API_VERSION))
                .put("version", VERSION)
                .put("version_on_disk", VERSION)
                .put("commit", "7e595970a806dcc9eefadf459f399edf1733e962")
                .put("basic_auth_enabled", false)
                .putNull("user")
                .put("service_account_token_enabled", false)
                .put("ingress_basic_auth_enabled", false)
                .putNull("latest_version")
                .put("external_proxy_auth_enabled", true)
                .put("telemetry_enabled", false)
                .put("restrict_config_to_admins", true)
                .put("sandbox", new JsonObject().put("settle_seconds", SETTLE_SECONDS));
    }

    static JsonObject tooOld(String clientVersion) {
        String message = "\u001b[33mYour SkyPilot client version is too old:" + clientVersion
                + "\n\u001b[0mThe server is running on " + VERSION
                + " and the minimum compatible version is 0.11.0.\nUpgrade your client with:\n"
                + "\u001b[33mpip install -U \"skypilot==" + VERSION + "\"\u001b[0m";
        return new JsonObject().put("error", "version_mismatch").put("message", message);
    }
}
