package dev.skydeck.gateway;

/** Somebody did something too often: 429, with the seconds to wait. */
final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final long seconds;

    TooMany(String sentence, long seconds) {
        super(sentence, null, false, false);
        this.seconds = seconds;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
