package dev.skydeck.launcher.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that names the extractors: {@code {"extractors": [{"tool", "command", "directory", "git_ref", "files",
 * "environment"}]}}. Paths in it are relative to the file.
 */
public final class ExtractorFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("tool", "command", "directory", "git_ref", "files", "environment");

    /** What is wrong with the file, as a sentence that names the field. */
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private final Path folder;

    private ExtractorFile(Path folder) {
        this.folder = folder;
    }

    /** @throws Wrong if it cannot be read or says something that cannot be */
    public static List<Extractor> read(Path file) {
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new Wrong(file + " is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Wrong(file + " cannot be read.");
        }
        if (!root.path("extractors").isArray()) {
            throw new Wrong(file + ": extractors must be a list.");
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), "a file has a folder");
        ExtractorFile reader = new ExtractorFile(folder);
        List<Extractor> extractors = new ArrayList<>();
        Set<String> tools = new HashSet<>();
        for (JsonNode node : root.path("extractors")) {
            Extractor extractor = reader.extractor(node, file + ": extractors[" + extractors.size() + "]");
            if (!tools.add(extractor.tool())) {
                throw new Wrong(file + ": the tool " + extractor.tool() + " has two extractors.");
            }
            extractors.add(extractor);
        }
        return List.copyOf(extractors);
    }

    private Extractor extractor(JsonNode node, String where) {
        node.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new Wrong(where + " has no field " + name
                        + "; there are tool, command, directory, git_ref, files and" + " environment.");
            }
        });
        List<String> command = texts(node, "command", where);
        if (command.isEmpty()) {
            throw new Wrong(where + ".command must name a program, then its arguments, each a text of its own.");
        }
        @Nullable String tool = text(node, "tool", where);
        if (tool == null || tool.isBlank()) {
            throw new Wrong(where + ".tool must be the tool's path.");
        }
        @Nullable String directory = text(node, "directory", where);
        Path place = folder.resolve(Objects.requireNonNullElse(directory, ".")).normalize();
        if (!Files.isDirectory(place)) {
            throw new Wrong(where + ".directory: there is no folder " + place + ".");
        }
        return new Extractor(
                tool,
                command,
                place,
                Optional.ofNullable(text(node, "git_ref", where)),
                texts(node, "files", where).stream().map(place::resolve).toList(),
                texts(node, "environment", where));
    }

    private static @Nullable String text(JsonNode node, String field, String where) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw new Wrong(where + "." + field + " must be a text.");
        }
        return value.textValue();
    }

    private static List<String> texts(JsonNode node, String field, String where) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isArray()) {
            throw new Wrong(where + "." + field + " must be a list of texts.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw new Wrong(where + "." + field + " must be a list of texts.");
            }
            texts.add(item.textValue());
        }
        return texts;
    }
}
