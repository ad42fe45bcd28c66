package dev.skydeck.gateway.stream;

import dev.skydeck.gateway.view.StreamEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest word about each source; older ones are of no use to anybody. */
final class SourceFrames {
    private final Map<String, Numbered> bySource = new TreeMap<>();
    private long newest;

    private record Numbered(long number, Frame frame) {}

    void say(StreamEvents.SourceAge age) {
        newest++;
        bySource.put(age.source(), new Numbered(newest, Frame.plain("source", 0, age)));
    }

    /** Those said after that number. */
    List<Frame> after(long number) {
        if (number >= newest) {
            return List.of();
        }
        List<Frame> frames = new ArrayList<>();
        for (Numbered said : bySource.values()) {
            if (said.number > number) {
                frames.add(said.frame);
            }
        }
        return frames;
    }

    long newest() {
        return newest;
    }
}
