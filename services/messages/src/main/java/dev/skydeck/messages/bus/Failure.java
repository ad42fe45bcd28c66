package dev.skydeck.messages.bus;

import dev.skydeck.messages.model.Problem;
import java.util.List;

/** Why a request failed, with one sentence for a person. Every failure of {@link Bus#request} is one of these. */
public abstract sealed class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Failure(String sentence) {
        // A failure is an answer, not a bug: no stack trace is taken.
        super(sentence, null, false, false);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** What was asked for is not there. */
    public static final class NotFound extends Failure {
        private static final long serialVersionUID = 1L;

        public NotFound(String sentence) {
            super(sentence);
        }
    }

    /** The state of things forbids it. */
    public static final class Conflict extends Failure {
        private static final long serialVersionUID = 1L;

        public Conflict(String sentence) {
            super(sentence);
        }
    }

    /** What was to be changed is not what the asker saw: somebody else changed it meanwhile. */
    public static final class Outdated extends Failure {
        private static final long serialVersionUID = 1L;

        public Outdated(String sentence) {
            super(sentence);
        }
    }

    /** The request itself is wrong. */
    public static final class Invalid extends Failure {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        public Invalid(String sentence, List<Problem> problems) {
            super(sentence);
            this.problems = List.copyOf(problems);
        }

        /** Every wrong field; may be empty. */
        public List<Problem> problems() {
            return problems;
        }
    }

    /** The service could not answer now; nothing is known about what it did when the reason is {@link Reason#TIMED_OUT}. */
    public static final class Unavailable extends Failure {
        private static final long serialVersionUID = 1L;

        /** Why. */
        public enum Reason {
            /** No process plays the role. */
            ABSENT,
            /** No answer in time: it may or may not have been done. */
            TIMED_OUT,
            /** The service said that it cannot, such as for a full disk. */
            UNABLE
        }

        private final Reason reason;

        public Unavailable(Reason reason, String sentence) {
            super(sentence);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** A bug: the handler threw, or the message could not be read over there. The log of the answering process has more. */
    public static final class Broken extends Failure {
        private static final long serialVersionUID = 1L;

        public Broken(String sentence) {
            super(sentence);
        }
    }
}
