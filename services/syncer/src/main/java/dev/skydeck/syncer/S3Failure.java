package dev.skydeck.syncer;

import java.util.concurrent.CompletionException;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
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

    /** S3 did not answer at all, or answers nobody: asking for the next prefix is of no use now. */
    boolean isUnreachable() {
        return unreachable;
    }

    /** Whether S3 says that a file is not there, or is not the one that was asked for. */
    static boolean isOfAnotherFile(Throwable thrown) {
        return unwrapped(thrown) instanceof S3Exception answer
                && (answer.statusCode() == 412 || answer instanceof NoSuchKeyException);
    }

    static S3Failure of(Throwable thrown, String bucket) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof S3Failure failure) {
            return failure;
        }
        if (cause instanceof S3Exception answer) {
            return new S3Failure(
                    answered(answer, bucket), answer.statusCode() >= 500 || answer.isThrottlingException());
        }
        if (cause instanceof SdkException && !isUnreadable(cause)) {
            return new S3Failure("S3 could not be asked: " + firstLine(cause), true);
        }
        return new S3Failure("S3's answer could not be read: " + firstLine(cause), false);
    }

    /** Whether there was an answer that is none: the client says so in the same manner as that there was none. */
    private static boolean isUnreadable(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof XMLStreamException || cause instanceof IllegalArgumentException) {
                return true;
            }
        }
        return false;
    }

    /** Whether S3's answer did not come in time. */
    static boolean isTimeout(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException;
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static String answered(S3Exception answer, String bucket) {
        String said = answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
        // Whoever answers chooses the text.
        String code = said.matches("[A-Za-z0-9.]{1,64}") ? said : "";
        return switch (code) {
            case "NoSuchBucket" -> "S3 has no bucket named " + bucket + ".";
            case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken" ->
                "S3 refuses to list the bucket " + bucket + " (" + code + "): check the credentials.";
            case "RequestTimeTooSkewed", "RequestExpired" ->
                "S3 refuses requests of this machine, whose clock differs from its own (" + code + "): set the clock.";
            case "SlowDown", "Throttling", "ThrottlingException", "TooManyRequests", "RequestLimitExceeded" ->
                "S3 is asked too often (" + answer.statusCode() + " " + code + "); it is asked again later.";
            default ->
                "S3 answered " + answer.statusCode() + (code.isEmpty() ? "" : " " + code) + " for the bucket " + bucket
                        + ".";
        };
    }

    private static String firstLine(Throwable cause) {
        String text = cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getMessage().replaceAll(" \\(SDK Attempt Count: \\d+\\)", "");
        String line = text.lines().findFirst().orElse("");
        String cut = line.length() > 300 ? line.substring(0, 300) : line;
        return cut.endsWith(".") ? cut : cut + ".";
    }
}
