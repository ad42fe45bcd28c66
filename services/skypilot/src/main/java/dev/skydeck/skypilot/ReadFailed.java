package dev.skydeck.skypilot;

/** A reading of SkyPilot failed, with one sentence for a person. It says nothing about jobs. */
final class ReadFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReadFailed(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
