package dev.skydeck.gateway.filter;

/** A text that is not in the filter language. */
public final class FilterProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    /** @param position of the character that is wrong, from 1 */
    FilterProblem(int position, String sentence) {
        // An answer, not a bug: no stack trace is taken.
        super(sentence, null, false, false);
        this.position = position;
    }

    /** From 1, in characters as people count them; one past the end where something is missing. */
    public int position() {
        return position;
    }

    /** What is wrong and what is allowed. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
