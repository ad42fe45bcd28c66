package dev.skydeck.gateway;

/** Which paths are the API's. */
final class Paths {
    private Paths() {}

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }
}
