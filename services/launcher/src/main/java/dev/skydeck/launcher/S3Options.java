package dev.skydeck.launcher;

import dev.skydeck.messages.model.CheckpointFolder;
import dev.skydeck.syncer.S3Access;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where checkpoints are, and how to get at them. */
final class S3Options {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--s3-endpoint", paramLabel = "URL", description = "An S3 server other than AWS.")
    private @Nullable String endpoint;

    @Option(names = "--s3-bucket", paramLabel = "BUCKET", description = "The bucket that jobs write checkpoints to.")
    @Nullable
    String bucket;

    /** See {@link CheckpointFolder}. */
    @Option(
            names = "--s3-prefix",
            paramLabel = "PREFIX",
            defaultValue = "policies",
            description =
                    "Checkpoints are looked for in <prefix>/<experiment name>/, or in the prefix itself when it has"
                            + " {name} in it (default ${DEFAULT-VALUE}).")
    String prefix = "policies";

    @Option(
            names = "--s3-region",
            paramLabel = "REGION",
            defaultValue = S3Access.DEFAULT_REGION,
            description = "AWS's region of the bucket (default ${DEFAULT-VALUE}).")
    private String region = S3Access.DEFAULT_REGION;

    @Option(
            names = "--s3-profile",
            paramLabel = "NAME",
            description = "The profile in ~/.aws whose credentials are used (default AWS's usual chain).")
    private @Nullable String profile;

    @Option(names = "--s3-path-style", description = "The bucket stands in the path; always so with --s3-endpoint.")
    private boolean pathStyle;

    @Option(names = "--s3-anonymous", description = "Requests are not signed: for public buckets.")
    private boolean anonymous;

    /** @throws ParameterException if the endpoint is no URL, or a profile is named where nothing is signed */
    S3Access access() {
        try {
            return S3Access.of(endpoint).with(region, profile, pathStyle, anonymous);
        } catch (IllegalArgumentException e) {
            String option = endpoint == null || endpoint.matches("https?://\\S+") ? "--s3-anonymous" : "--s3-endpoint";
            throw new ParameterException(command.commandLine(), option + ": " + e.getMessage() + ".", e);
        }
    }
}
