package dev.skydeck.gateway.stream;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The newest frames, by a position that only grows. A client is a position in it; whoever falls behind its beginning is
 * lost. Between {@link #floor} and the newest revision nothing is missing.
 */
final class Ring {
    private final @Nullable Frame[] slots;
    private final long maxBytes;
    private long first;
    private long end;
    private long bytes;
    private long floor;

    /** @param floor the revision that everything kept comes after */
    Ring(int maxFrames, long maxBytes, long floor) {
        this.slots = new Frame[maxFrames];
        this.maxBytes = maxBytes;
        this.floor = floor;
    }

    void add(Frame frame) {
        while (end > first
                && (end - first == slots.length || bytes + frame.bytes().length() > maxBytes)) {
            evict();
        }
        slots[slot(end)] = frame;
        bytes += frame.bytes().length();
        end++;
    }

    /** Forgets all frames: whoever saw less than {@code revision} loads again. */
    void restart(Frame resync) {
        while (end > first) {
            evict();
        }
        floor = resync.revision();
        add(resync);
    }

    /** Where a client that has seen this revision goes on; empty when something after it is no longer kept. */
    OptionalLong after(long revision, long newest) {
        if (revision < floor || revision > newest) {
            return OptionalLong.empty();
        }
        long position = end;
        while (position > first && at(position - 1).revision() > revision) {
            position--;
        }
        return OptionalLong.of(position);
    }

    Frame at(long position) {
        Frame frame = position < first || position >= end ? null : slots[slot(position)];
        if (frame == null) {
            throw new IllegalArgumentException("no frame at " + position);
        }
        return frame;
    }

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    private void evict() {
        floor = Math.max(floor, at(first).revision());
        bytes -= at(first).bytes().length();
        slots[slot(first)] = null;
        first++;
    }

    private int slot(long position) {
        return (int) (position % slots.length);
    }
}
