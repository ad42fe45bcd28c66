package dev.skydeck.simulator;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What happened, line by line, for a run that is looked at. */
final class Trace {
    private static final int WIDTH = 400;
    /** Ids that only have to differ are different in each run. */
    private static final Pattern UNIQUE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final VirtualTime time;
    private final @Nullable Consumer<String> lines;

    /** @param lines null when nobody looks */
    Trace(VirtualTime time, @Nullable Consumer<String> lines) {
        this.time = time;
        this.lines = lines;
    }

    void line(Supplier<String> text) {
        Consumer<String> told = lines;
        if (told != null) {
            String line = UNIQUE.matcher(text.get()).replaceAll("…");
            String cut = line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line;
            told.accept(String.format(Locale.ROOT, "%9.3f  %s", time.now() / 1e9, cut));
        }
    }
}
