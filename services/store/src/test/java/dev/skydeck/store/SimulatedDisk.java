package dev.skydeck.store;

import dev.skydeck.store.DiskLog.Entry;
import dev.skydeck.store.DiskLog.Kind;
import dev.skydeck.store.SimulatedFile.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A disk that promises what POSIX does and no more: data is sure once its file was synced, and a name once its folder
 * was. Of the names that are not sure, those up to some moment survive a power cut, since file systems keep their order.
 */
final class SimulatedDisk {
    private final Path root;
    private final Map<String, SimulatedFile> now = new LinkedHashMap<>();
    private final Map<String, SimulatedFile> sure = new LinkedHashMap<>();
    private final List<NameChange> unsure = new ArrayList<>();

    /** @param root the folder that was there before all else */
    SimulatedDisk(Path root) {
        this.root = root;
    }

    void apply(Entry entry) {
        switch (entry.kind()) {
            case FILE_MADE, FOLDER_MADE, REMOVED, RENAMED -> {
                NameChange change = new NameChange(entry, new SimulatedFile());
                change.to(now);
                unsure.add(change);
            }
            case WRITTEN, CUT -> {
                // One that was removed while it was open is nobody's any more.
                if (now.containsKey(entry.path())) {
                    file(entry.path()).change(entry);
                }
            }
            case SYNCED -> {
                if (now.containsKey(entry.path())) {
                    file(entry.path()).sync(entry.number());
                }
                syncNames(entry);
            }
            case TOLD -> {}
        }
    }

    private SimulatedFile file(String path) {
        return Objects.requireNonNull(now.get(path));
    }

    private void syncNames(Entry sync) {
        List<NameChange> synced = unsure.stream()
                .filter(change -> change.folder().equals(sync.path()) && change.entry.at() < sync.number())
                .toList();
        synced.forEach(change -> change.to(sure));
        unsure.removeAll(synced);
    }

    /** Writes what a power cut leaves below {@code target}, in place of the root. */
    void cutPower(Random random, Path target) throws IOException {
        Map<String, SimulatedFile> names = new LinkedHashMap<>(sure);
        unsure.subList(0, random.nextInt(unsure.size() + 1)).forEach(change -> change.to(names));
        Fate fate = Fate.ALL.get(random.nextInt(Fate.ALL.size()));
        for (Map.Entry<String, SimulatedFile> named : names.entrySet()) {
            Path path = Path.of(named.getKey());
            if (isReached(path, names) && !named.getValue().isFolder()) {
                Path file = target.resolve(root.relativize(path));
                Files.createDirectories(file.resolveSibling("."));
                Files.write(file, named.getValue().survivor(fate, random));
            }
        }
    }

    /** A folder whose own name is lost takes all in it along. */
    private boolean isReached(Path path, Map<String, SimulatedFile> names) {
        Path folder = Objects.requireNonNull(path.getParent());
        return folder.equals(root) || (names.containsKey(folder.toString()) && isReached(folder, names));
    }

    private record NameChange(Entry entry, SimulatedFile made) {
        NameChange {
            if (entry.kind() == Kind.FOLDER_MADE) {
                made.becomeFolder();
            }
        }

        String folder() {
            return String.valueOf(Path.of(entry.path()).getParent());
        }

        void to(Map<String, SimulatedFile> names) {
            if (entry.kind() == Kind.REMOVED) {
                names.remove(entry.path());
            } else if (entry.kind() == Kind.RENAMED) {
                SimulatedFile moved = names.remove(entry.path());
                names.put(entry.text(), moved == null ? made : moved);
            } else {
                names.put(entry.path(), made);
            }
        }
    }
}
