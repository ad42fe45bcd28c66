package dev.skydeck.launcher;

import picocli.CommandLine.Command;

/** {@code skydeck release}: experiments that a person paused, or that an import or a restore holds, become the controller's again. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description =
                "Lets the running server take care again of experiments that are paused, or that an import or a restore holds."
                        + " Those that want to run are launched.")
final class ReleaseCommand extends HoldCommand {
    ReleaseCommand() {
        super("release", "released", "Nothing was held.");
    }
}
