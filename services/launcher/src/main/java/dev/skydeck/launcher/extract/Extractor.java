package dev.skydeck.launcher.extract;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A command that prints the JSON Schema of a tool's flags.
 *
 * @param tool as experiments name it
 * @param command program and arguments; no shell reads them
 * @param directory where it runs, absolute
 * @param gitRef of the repository in {@code directory}, such as {@code HEAD}: another commit there means another schema
 * @param files whose content, if it changes, means another schema
 * @param environment names of variables of this process that it gets beside PATH, HOME and LANG
 */
public record Extractor(
        String tool,
        List<String> command,
        Path directory,
        Optional<String> gitRef,
        List<Path> files,
        List<String> environment) {
    public Extractor {
        command = List.copyOf(command);
        files = List.copyOf(files);
        environment = List.copyOf(environment);
    }
}
