package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.store.DiskLog.Entry;
import dev.skydeck.store.DiskLog.Kind;
import dev.skydeck.store.LoadProcess.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Cuts the power at random moments of one recorded run, each moment and its survivors drawn from a seed. */
final class PowerCuts {
    /** Seeds of the cuts after which something that was acknowledged was gone, and how many writes. */
    final Map<Long, Integer> lost = new LinkedHashMap<>();
    /** Seeds of the cuts after which the file was damaged, and how. */
    final Map<Long, String> damaged = new LinkedHashMap<>();
    /** Seeds of the cuts after which the store would not start, and why. */
    final Map<Long, String> refused = new LinkedHashMap<>();

    private final Path folder;
    private final Path disk;
    private int cuts;
    private int acknowledged;
    private long synced;

    /** @param folder keeps the log and the files of the last cut */
    PowerCuts(Path folder) {
        this.folder = folder;
        this.disk = folder.resolve("disk");
    }

    /** Runs a store in a fresh folder and keeps what it did. */
    void record(Mode mode, int writes) throws Exception {
        delete(folder);
        Files.createDirectories(disk);
        Map<String, String> environment = Map.of(
                "LD_PRELOAD", System.getProperty("skydeck.crash") + "/disk.so",
                "CRASH_FOLDER", disk.toString(),
                "CRASH_LOG", log().toString());
        try (StoreProcess store = new StoreProcess.Plan(disk.resolve("data/skydeck.db"), mode, writes)
                .in(environment)
                .prepare()) {
            store.go();
            assertThat(store.awaitExit()).isZero();
            assertThat(store.acknowledged()).hasSize(writes);
        }
    }

    private Path log() {
        return folder.resolve("disk.log");
    }

    void run(LongStream seeds) throws Exception {
        List<Entry> entries = DiskLog.read(log());
        synced = entries.stream().filter(entry -> entry.kind() == Kind.SYNCED).count();
        List<Cut> moments = seeds.mapToObj(seed -> Cut.of(seed, entries.size()))
                .sorted(Comparator.comparingInt(Cut::after))
                .toList();
        SimulatedDisk simulated = new SimulatedDisk(disk);
        List<Ack> told = new ArrayList<>();
        int next = 0;
        for (Cut cut : moments) {
            for (; next < cut.after; next++) {
                Entry entry = entries.get(next);
                simulated.apply(entry);
                if (entry.kind() == Kind.TOLD) {
                    entry.text()
                            .lines()
                            .flatMap(line -> Ack.read(line).stream())
                            .forEach(told::add);
                }
            }
            Path left = folder.resolve("left");
            delete(left);
            Files.createDirectories(left);
            simulated.cutPower(cut.random, left);
            look(cut.seed, left.resolve("data/skydeck.db"), told);
        }
        cuts = moments.size();
        acknowledged = told.size();
    }

    /** As the store itself would open it. */
    private void look(long seed, Path database, List<Ack> told) throws IOException {
        try {
            DatabaseFile file = new DatabaseFile(database);
            file.requireFolder();
            assertThat(file.isOriginal()).isFalse();
            file.createPrivate();
            new Migrations(file).run();
            Evidence evidence = Evidence.of(database, told);
            if (!evidence.damage().isEmpty()) {
                damaged.put(seed, evidence.damage());
            }
            if (!evidence.lost().isEmpty()) {
                lost.put(seed, evidence.lost().size());
            }
        } catch (StoreUnusable e) {
            refused.put(seed, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            damaged.put(seed, String.valueOf(e.getMessage()));
        }
    }

    /** Counts for a person. */
    String summary() {
        return cuts + " cuts of a run with " + acknowledged + " acknowledged writes and " + synced + " syncs; "
                + lost.size() + " lost writes (at most "
                + lost.values().stream().mapToInt(Integer::intValue).max().orElse(0) + "), " + damaged.size()
                + " damaged, " + refused.size() + " refused at the start; seeds " + sample(lost) + sample(damaged)
                + sample(refused);
    }

    private static String sample(Map<Long, ?> cuts) {
        return cuts.entrySet().stream().limit(3).toList().toString();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    /** The cut comes after so many entries of the log; the same randomness then says what survives. */
    private record Cut(long seed, int after, Random random) {
        /** Every fifth is in the first thousandth part of the run: making and migrating the file. */
        static Cut of(long seed, int entries) {
            Random random = new Random(seed);
            boolean early = random.nextInt(5) == 0;
            return new Cut(seed, 1 + random.nextInt(early ? Math.min(entries, 250) : entries), random);
        }
    }
}
