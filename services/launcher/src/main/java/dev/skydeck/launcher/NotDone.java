package dev.skydeck.launcher;

/** A command could not do what it was asked, with one sentence for a person. */
final class NotDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotDone(String sentence) {
        super(sentence);
    }

    NotDone(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
