package dev.skydeck.syncer;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lists once in a process of its own, and prints what came of it. */
final class BombListing {
    private BombListing() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        S3Access access = new S3Access(arguments[0], "us-east-1", null, true, true, Duration.ofSeconds(20));
        SyncerOptions options = new SyncerOptions(
                access, "bucket", "policies", FilePatterns.ORIGINAL, MetricNames.DEFAULT, Duration.ofMinutes(1));
        String outcome = S3Bucket.open(vertx, options, "bucket")
                .compose(bucket -> bucket.list("policies/x/", null))
                .map(listing -> "listed " + listing.files().size())
                .otherwise(cause -> String.valueOf(cause.getMessage()))
                .await(60, TimeUnit.SECONDS);
        System.out.println(outcome);
        vertx.close().await(20, TimeUnit.SECONDS);
        System.exit(0);
    }
}
