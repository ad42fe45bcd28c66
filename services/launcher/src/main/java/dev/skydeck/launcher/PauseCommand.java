package dev.skydeck.launcher;

import picocli.CommandLine.Command;

/** {@code skydeck pause}: nothing is launched or cancelled until it is released. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description =
                "Has the running server launch and cancel nothing of some experiments, or of all and of those that are created"
                        + " meanwhile, until they are released. What runs goes on.")
final class PauseCommand extends HoldCommand {
    PauseCommand() {
        super("pause", "paused", "Nothing was left to pause.");
    }
}
