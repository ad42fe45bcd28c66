package dev.skydeck.launcher;

/** The start cannot go on, with one sentence for a person. */
final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartRefused(String sentence) {
        super(sentence);
    }
}
