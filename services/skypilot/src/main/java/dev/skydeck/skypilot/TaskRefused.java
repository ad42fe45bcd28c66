package dev.skydeck.skypilot;

/** No task can be built, with one sentence for a person. */
final class TaskRefused extends Exception {
    private static final long serialVersionUID = 1L;

    TaskRefused(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
