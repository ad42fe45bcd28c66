package dev.skydeck.gateway.body;

/** Why a text is not taken as YAML: the line, and what is allowed. */
final class YamlProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    YamlProblem(String sentence) {
        // An answer, not a bug: no stack trace is taken.
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
