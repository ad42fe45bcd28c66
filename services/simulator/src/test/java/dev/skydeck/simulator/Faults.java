package dev.skydeck.simulator;

/**
 * How often what goes wrong, as a probability of each act. Off after the stormy part of a run.
 */
final class Faults {
    private final Rates rates;
    private boolean on = true;

    /**
     * @param postLost the POST never arrives, and its sender waits in vain
     * @param postSlow it arrives up to fifteen seconds late
     * @param answerLost it arrives and its answer does not
     * @param refused the connection is refused: not sent
     * @param unready SkyPilot answers 503: not accepted
     * @param readFails a reading is answered with an error, a web page, a redirect, garbage, or not at all
     * @param readStale a reading shows what was up to twenty seconds ago
     * @param readPartial a reading lacks rows
     * @param readEmpty a reading shows nothing at all, as with another user's eyes
     * @param cancelLost a cancel is accepted and nothing comes of it
     * @param busLoses a message or its answer is lost
     */
    record Rates(
            double postLost,
            double postSlow,
            double answerLost,
            double refused,
            double unready,
            double readFails,
            double readStale,
            double readPartial,
            double readEmpty,
            double cancelLost,
            double busLoses,
            double busDoubles,
            double busDelays,
            double diskFails) {
        /** A calm world. */
        static final Rates NONE = new Rates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        /** Each kind of fault is in some runs frequent, in some rare, in some absent. */
        static Rates some(Chance chance) {
            return new Rates(
                    some(chance, 0.3),
                    some(chance, 0.3),
                    some(chance, 0.3),
                    some(chance, 0.3),
                    some(chance, 0.2),
                    some(chance, 0.3),
                    some(chance, 0.3),
                    some(chance, 0.3),
                    some(chance, 0.3),
                    some(chance, 0.4),
                    some(chance, 0.05),
                    some(chance, 0.1),
                    some(chance, 0.03),
                    some(chance, 0.05));
        }

        private static double some(Chance chance, double most) {
            return chance.of(0.5) ? 0 : most * chance.upTo(1_000) / 1_000;
        }
    }

    Faults(Rates rates) {
        this.rates = rates;
    }

    void end() {
        on = false;
    }

    boolean areOn() {
        return on;
    }

    /** Those in force. */
    Rates rates() {
        return on ? rates : Rates.NONE;
    }
}
