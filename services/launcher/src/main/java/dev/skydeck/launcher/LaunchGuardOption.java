package dev.skydeck.launcher;

import dev.skydeck.skypilot.LaunchGuardOptions;
import dev.skydeck.syncer.S3Access;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether jobs make sure themselves that no other of their experiment runs. */
final class LaunchGuardOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--launch-guard",
            paramLabel = "off|s3",
            defaultValue = "${SKYDECK_LAUNCH_GUARD:-off}",
            description =
                    "With s3 a job runs only if it gets its launch's claim beside the checkpoints, so that at most"
                            + " one runs whatever happens (default off; SKYDECK_LAUNCH_GUARD).")
    private String kind = "off";

    /**
     * Null when it is off.
     *
     * @throws ParameterException if it is neither off nor s3, or claims would have no place, or one that must not stand in
     *     tasks
     */
    @Nullable
    LaunchGuardOptions options(S3Access s3, @Nullable String bucket, String prefix) {
        if (kind.equals("off")) {
            return null;
        }
        if (!kind.equals("s3")) {
            throw new ParameterException(command.commandLine(), "--launch-guard must be off or s3.");
        }
        if (bucket == null || bucket.isBlank()) {
            throw new ParameterException(
                    command.commandLine(), "--launch-guard s3 needs --s3-bucket, where jobs make their claims.");
        }
        try {
            return new LaunchGuardOptions(s3.endpoint(), s3.region(), bucket, prefix);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "With --launch-guard s3 " + e.getMessage(), e);
        }
    }
}
