package dev.skydeck.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands that the original launched with: {@code launch.py --gpus=1 run=<name> …}. */
final class OldCommands {
    private static final Pattern RUN = Pattern.compile("(?:^|\\s)run=(?:\"([^\"]*)\"|(\\S+))");

    private OldCommands() {}

    /** The name of the run; empty when the command has none. */
    static Optional<String> run(@Nullable String command) {
        Matcher matcher = RUN.matcher(command == null ? "" : command);
        return matcher.find()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }
}
