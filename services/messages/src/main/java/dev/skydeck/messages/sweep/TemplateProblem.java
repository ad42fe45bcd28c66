package dev.skydeck.messages.sweep;

/** What is wrong with a template, in one sentence. */
final class TemplateProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateProblem(String sentence) {
        // An answer, not a bug: no stack trace is taken.
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
