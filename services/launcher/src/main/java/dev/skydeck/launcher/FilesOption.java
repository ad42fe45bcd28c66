package dev.skydeck.launcher;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The files that declare experiments and groups. */
final class FilesOption {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE|FOLDER|-",
            required = true,
            description = "A YAML file, a folder's .yaml and .yml files, or - for the standard input; may be repeated.")
    private List<String> files = new ArrayList<>();

    /** What the server takes: each text with where it is from. */
    List<Map<String, String>> documents() {
        List<Map<String, String>> documents = new ArrayList<>();
        for (String file : files) {
            if (file.equals("-")) {
                documents.add(Map.of("source", "stdin", "text", standardInput()));
            } else {
                paths(file).forEach(path -> documents.add(Map.of("source", path.toString(), "text", text(path))));
            }
        }
        return documents;
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NotDone("The standard input cannot be read: " + e.getMessage(), e);
        }
    }

    /** By name, so that what is wrong is told in the same order everywhere. */
    private static List<Path> paths(String file) {
        Path path = Path.of(file);
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            List<Path> found = inside.filter(FilesOption::isYaml).sorted().toList();
            if (found.isEmpty()) {
                throw new NotDone("There is no .yaml or .yml file in " + path + ".");
            }
            return found;
        } catch (IOException e) {
            throw new NotDone(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isYaml(Path path) {
        String name = path.toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(path);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new NotDone("There is no file " + path + ".", e);
        } catch (CharacterCodingException e) {
            throw new NotDone(path + " is no UTF-8 text.", e);
        } catch (IOException e) {
            throw new NotDone(path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
