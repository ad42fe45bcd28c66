package dev.skydeck.sandbox;

import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Stands in a field until a test's set-up fills it. */
@SuppressWarnings("NullAway") // Read by nobody: the set-up comes first.
final class Unset {
    private Unset() {}

    static Sandbox sandbox() {
        return null;
    }

    static SkyCommandLine sky() {
        return null;
    }

    static S3AsyncClient s3() {
        return null;
    }
}
