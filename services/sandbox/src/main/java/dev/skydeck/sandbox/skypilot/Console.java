package dev.skydeck.sandbox.skypilot;

import java.util.ArrayList;
import java.util.List;

/** What a request says while it is carried out, and who listens. Belongs to one context. */
final class Console {
    private final StringBuilder text = new StringBuilder();
    private final List<Runnable> listeners = new ArrayList<>();

    void say(String line) {
        text.append(line).append('\n');
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** What was said after the first so many characters. */
    String after(int characters) {
        return text.substring(Math.min(characters, text.length()));
    }

    /** Runs it whenever something is said. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void unlisten(Runnable listener) {
        listeners.remove(listener);
    }
}
