package dev.skydeck.launcher;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a start failed with into one sentence for the person at the terminal. */
final class StartFailure {
    private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

    private StartFailure() {}

    static String sentence(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (message != null && cause.getClass().getName().startsWith("dev.skydeck.")) {
            return message;
        }
        // Not one of ours, so a bug or a surprise: the trace is what helps.
        LOG.atError().setCause(cause).log("the start failed");
        return message == null ? cause.toString() : message;
    }
}
