package dev.skydeck.messages.flags;

/** Why a schema cannot be taken: where in it, and a sentence. */
public final class SchemaProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    SchemaProblem(String pointer, String sentence) {
        // An answer, not a bug: no stack trace is taken.
        super(sentence, null, false, false);
        this.pointer = pointer;
    }

    /** A JSON pointer, such as {@code #/$defs/Trainer/properties/lr}. */
    public String pointer() {
        return pointer;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
