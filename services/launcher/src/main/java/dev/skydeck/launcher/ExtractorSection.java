package dev.skydeck.launcher;

import dev.skydeck.launcher.extract.Extractor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The section {@code flag_extractors} of the configuration file, a list of {@link Extractor}. Folders are relative to the file.
 */
final class ExtractorSection {
    private ExtractorSection() {}

    /** @throws StartRefused if a field is not what it must be, or a tool has two */
    static List<Extractor> extractors(ConfigFile file) {
        List<Extractor> extractors = new ArrayList<>();
        Set<String> tools = new HashSet<>();
        for (ConfigEntry entry : file.root().entries("flag_extractors")) {
            Extractor extractor = extractor(file.folder(), entry);
            if (!tools.add(extractor.tool())) {
                throw entry.refused("tool", "has an extractor already");
            }
            extractors.add(extractor);
        }
        return List.copyOf(extractors);
    }

    private static Extractor extractor(Path folder, ConfigEntry entry) {
        entry.only("tool", "command", "directory", "git_ref", "files", "environment");
        List<String> command = entry.textsOrNone("command").orElse(List.of());
        if (command.isEmpty()) {
            throw entry.refused("command", "must name a program, then its arguments, each a text of its own");
        }
        Path place = folder.resolve(entry.textOrNone("directory").orElse(".")).normalize();
        if (!Files.isDirectory(place)) {
            throw entry.refused("directory", "is no folder: " + place);
        }
        return new Extractor(
                entry.text("tool"),
                command,
                place,
                entry.textOrNone("git_ref"),
                entry.textsOrNone("files").orElse(List.of()).stream()
                        .map(place::resolve)
                        .toList(),
                entry.textsOrNone("environment").orElse(List.of()));
    }
}
