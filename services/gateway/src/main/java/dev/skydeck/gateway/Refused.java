package dev.skydeck.gateway;

/** Something that makes sense but cannot be done, where the first SkyDeck answered 400. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
        super(sentence, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
