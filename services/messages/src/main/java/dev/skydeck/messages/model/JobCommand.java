package dev.skydeck.messages.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The shell command that a job runs: {@code base_command --gpus=N --nodes=N [--git-ref=branch] [tool_path] run=<name>
 * k=v…}, flags sorted by name. The base command is a shell fragment and stands as it is; everything appended is one
 * quoted word.
 */
public final class JobCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private JobCommand() {}

    /** The command line for a POSIX shell. */
    public static String of(ExperimentSpec spec) {
        List<String> words = new ArrayList<>();
        words.add("--gpus=" + spec.gpus());
        words.add("--nodes=" + spec.nodes());
        if (spec.gitBranch() != null
                && !spec.gitBranch().isBlank()
                && !spec.gitBranch().equals("-")) {
            words.add("--git-ref=" + spec.gitBranch());
        }
        if (spec.toolPath() != null && !spec.toolPath().isBlank()) {
            words.add(spec.toolPath());
        }
        words.add("run=" + spec.name());
        new TreeMap<>(spec.flags().values()).forEach((name, value) -> words.add(name + "=" + value.commandText()));
        StringBuilder line = new StringBuilder(spec.baseCommand());
        words.forEach(word -> line.append(' ').append(quoted(word)));
        return line.toString();
    }

    /** The text as exactly one word of a POSIX shell. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
