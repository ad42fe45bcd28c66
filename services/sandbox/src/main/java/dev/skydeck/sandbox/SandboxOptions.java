package dev.skydeck.sandbox;

import dev.skydeck.sandbox.job.Pace;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a sandbox runs.
 *
 * @param folder keeps its jobs, logs, buckets and ports; made if need be, and never used by two sandboxes at once
 * @param skyPilotPort port of the SkyPilot side, 0 for the one it had before in this folder, or else a free one
 * @param s3Port port of the S3 side, 0 as above
 * @param bucket the bucket that is there from the start and that jobs write to
 * @param pending how long a job is PENDING
 * @param starting how long a job is STARTING or RECOVERING
 * @param cleanup how long after its end a job is DONE
 * @param killAfter how long a cancelled job has to end by itself
 * @param gpus how many all jobs together may have; the machine need not have any
 */
public record SandboxOptions(
        Path folder,
        int skyPilotPort,
        int s3Port,
        String bucket,
        Duration pending,
        Duration starting,
        Duration cleanup,
        Duration killAfter,
        int gpus) {
    public static final String DEFAULT_BUCKET = "skydeck";

    /** Long enough that a client which looks once a second sees the state. */
    public static final Duration DEFAULT_PENDING = Duration.ofMillis(1200);

    public static final Duration DEFAULT_STARTING = Duration.ofMillis(1200);
    public static final Duration DEFAULT_CLEANUP = Duration.ofSeconds(1);
    public static final int DEFAULT_GPUS = 8;
    public static final Duration DEFAULT_KILL_AFTER = Duration.ofSeconds(5);

    /** The defaults, with free ports at first. */
    public static SandboxOptions at(Path folder) {
        return new SandboxOptions(
                folder.toAbsolutePath().normalize(),
                0,
                0,
                DEFAULT_BUCKET,
                DEFAULT_PENDING,
                DEFAULT_STARTING,
                DEFAULT_CLEANUP,
                DEFAULT_KILL_AFTER,
                DEFAULT_GPUS);
    }

    public SandboxOptions withSkyPilotPort(int port) {
        return new SandboxOptions(folder, port, s3Port, bucket, pending, starting, cleanup, killAfter, gpus);
    }

    public SandboxOptions withS3Port(int port) {
        return new SandboxOptions(folder, skyPilotPort, port, bucket, pending, starting, cleanup, killAfter, gpus);
    }

    /** The same delay for PENDING, STARTING and the time from an end to DONE. */
    public SandboxOptions withDelays(Duration delay) {
        return new SandboxOptions(folder, skyPilotPort, s3Port, bucket, delay, delay, delay, killAfter, gpus);
    }

    public SandboxOptions withKillAfter(Duration patience) {
        return new SandboxOptions(folder, skyPilotPort, s3Port, bucket, pending, starting, cleanup, patience, gpus);
    }

    public SandboxOptions withGpus(int count) {
        return new SandboxOptions(folder, skyPilotPort, s3Port, bucket, pending, starting, cleanup, killAfter, count);
    }

    Pace pace() {
        return new Pace(seconds(pending), seconds(starting), seconds(cleanup), seconds(killAfter));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
