package dev.skydeck.gateway.access;

/** How much somebody may still do: a store of that many, filled up steadily. */
final class Bucket {
    private final double capacity;
    private final double perNano;
    private double left;
    private long filledAt;

    /**
     * @param capacity how many at once
     * @param perSecond how fast it fills up
     */
    Bucket(double capacity, double perSecond, long now) {
        this.capacity = capacity;
        this.perNano = perSecond / 1_000_000_000;
        this.left = capacity;
        this.filledAt = now;
    }

    /** Takes one and answers 0, or takes none and answers in how many seconds there is one, at least 1. */
    long take(long now) {
        left = Math.min(capacity, left + (now - filledAt) * perNano);
        filledAt = now;
        if (left >= 1) {
            left--;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - left) / perNano / 1_000_000_000));
    }

    void giveBack() {
        left = Math.min(capacity, left + 1);
    }
}
