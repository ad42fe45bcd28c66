package dev.skydeck.syncer;

import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Why a listing failed, with one sentence for a person. */
final class S3Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    S3Failure(String sentence, boolean unreachable) {
        super(sentence, null, false, false);
        this.unreachable = unreachable;
    }

    /** S3 did not answer at all: asking for the next prefix is of no use now. */
    boolean isUnreachable() {
        return unreachable;
    }

    /** Whether S3 says that a file is not there, or is not the one that was asked for. */
    static boolean isOfAnotherFile(Throwable thrown) {
        return unwrapped(thrown) instanceof S3Exception answer
                && (answer.statusCode() == 412 || answer instanceof NoSuchKeyException);
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    static S3Failure of(Throwable thrown, String bucket) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof S3Failure failure) {
            return failure;
        }
        if (cause instanceof S3Exception answer) {
            return new S3Failure(answered(answer, bucket), false);
        }
        if (cause instanceof SdkException) {
            return new S3Failure("S3 could not be asked: " + firstLine(cause), true);
        }
        return new S3Failure("S3's answer could not be read: " + firstLine(cause), false);
    }

    private static String answered(S3Exception answer, String bucket) {
        String code = answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
        return switch (code) {
            case "NoSuchBucket" -> "S3 has no bucket named " + bucket + ".";
            case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken" ->
                "S3 refuses to list the bucket " + bucket + " (" + code + "): check the credentials.";
            default ->
                "S3 answered " + answer.statusCode() + (code.isEmpty() ? "" : " " + code) + " for the bucket " + bucket
                        + ".";
        };
    }

    private static String firstLine(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = text.lines().findFirst().orElse("");
        String cut = line.length() > 300 ? line.substring(0, 300) : line;
        return cut.endsWith(".") ? cut : cut + ".";
    }
}
