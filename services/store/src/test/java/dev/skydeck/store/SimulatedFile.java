package dev.skydeck.store;

import dev.skydeck.store.DiskLog.Entry;
import dev.skydeck.store.DiskLog.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/** What is sure of a file's data, and what was done to it since. */
final class SimulatedFile {
    /** Disks write whole sectors. */
    private static final int SECTOR = 512;

    /** What survives of that which was not synced. */
    enum Fate {
        NOTHING,
        EVERYTHING,
        /** All up to some write, which is torn. */
        UP_TO_A_MOMENT,
        /** Each sector of each write, or not: writes are dropped, reordered and torn. */
        ANY_SECTORS;

        static final List<Fate> ALL = List.of(values());
    }

    private final List<Entry> unsure = new ArrayList<>();
    private Content sure = new Content();
    private boolean folder;

    void becomeFolder() {
        folder = true;
    }

    boolean isFolder() {
        return folder;
    }

    void change(Entry entry) {
        unsure.add(entry);
    }

    void sync(long upTo) {
        int synced = 0;
        while (synced < unsure.size() && unsure.get(synced).at() < upTo) {
            sure.apply(unsure.get(synced++));
        }
        unsure.subList(0, synced).clear();
    }

    byte[] survivor(Fate fate, Random random) {
        Content content = sure.copy();
        switch (fate) {
            case NOTHING -> {}
            case EVERYTHING -> unsure.forEach(content::apply);
            case UP_TO_A_MOMENT -> {
                int last = random.nextInt(unsure.size() + 1);
                unsure.subList(0, last).forEach(content::apply);
                if (last < unsure.size()) {
                    int sectors = 1 + unsure.get(last).data().remaining() / SECTOR;
                    int kept = random.nextInt(sectors);
                    content.apply(unsure.get(last), sector -> sector < kept);
                }
            }
            case ANY_SECTORS -> {
                double chance = random.nextDouble();
                for (Entry entry : unsure) {
                    content.apply(entry, sector -> random.nextDouble() < chance);
                }
            }
        }
        return content.bytes();
    }

    private static final class Content {
        private byte[] bytes = new byte[0];
        private int length;

        Content copy() {
            Content copy = new Content();
            copy.bytes = bytes();
            copy.length = length;
            return copy;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, length);
        }

        void apply(Entry entry) {
            apply(entry, sector -> true);
        }

        void apply(Entry entry, IntPredicate survives) {
            int at = Math.toIntExact(entry.number());
            if (entry.kind() == Kind.CUT) {
                if (survives.test(0)) {
                    resize(at);
                }
                return;
            }
            ByteBuffer data = entry.data();
            for (int from = 0, sector = 0; from < data.remaining(); sector++) {
                // Up to the next border of the disk's sectors, wherever the write began.
                int to = Math.min(data.remaining(), from + SECTOR - (at + from) % SECTOR);
                if (survives.test(sector)) {
                    if (length < at + to) {
                        resize(at + to);
                    }
                    data.get(from, bytes, at + from, to - from);
                }
                from = to;
            }
        }

        private void resize(int wanted) {
            if (wanted > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
            } else if (wanted < length) {
                Arrays.fill(bytes, wanted, length, (byte) 0);
            }
            length = wanted;
        }
    }
}
