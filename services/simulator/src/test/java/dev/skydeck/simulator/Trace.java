package dev.skydeck.simulator;

import java.util.function.Supplier;

/** What happened, line by line, for a run that is looked at. */
final class Trace {
    private final VirtualTime time;
    private final boolean on;

    Trace(VirtualTime time, boolean on) {
        this.time = time;
        this.on = on;
    }

    void line(Supplier<String> text) {
        if (on) {
            String line = text.get();
            System.out.printf(
                    "%9.3f  %s%n", time.now() / 1e9, line.length() > 400 ? line.substring(0, 400) + "…" : line);
        }
    }
}
