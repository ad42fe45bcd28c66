package dev.skydeck.messages.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The shell command that a job runs: {@code base_command --gpus=N --nodes=N [--git-ref=branch] [tool_path] run=<name>
 * k=v…}, flags sorted by name. The base command is a shell fragment and stands as it is; everything appended is
 * quoted so that it reaches the program as one word.
 */
public final class JobCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** The rule for flag names of new writes; older files may hold others. */
    private static final Pattern PLAIN_KEY = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");

    private JobCommand() {}

    /** The command line for a POSIX shell. */
    public static String of(ExperimentSpec spec) {
        List<String> words = new ArrayList<>();
        words.add("--gpus=" + spec.gpus());
        words.add("--nodes=" + spec.nodes());
        if (spec.gitBranch() != null
                && !spec.gitBranch().isBlank()
                && !spec.gitBranch().equals("-")) {
            words.add("--git-ref=" + quoted(spec.gitBranch()));
        }
        if (spec.toolPath() != null && !spec.toolPath().isBlank()) {
            words.add(quoted(spec.toolPath()));
        }
        words.add("run=" + quoted(spec.name()));
        new TreeMap<>(spec.flags().values())
                .forEach((name, value) -> words.add(key(name) + "=" + quoted(value.commandText())));
        return spec.baseCommand() + " " + String.join(" ", words);
    }

    private static String key(String name) {
        return PLAIN_KEY.matcher(name).matches() ? name : quoted(name);
    }

    /** The text as exactly one word of a POSIX shell. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
