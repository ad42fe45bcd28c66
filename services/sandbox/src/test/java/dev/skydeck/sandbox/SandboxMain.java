package dev.skydeck.sandbox;

import java.nio.file.Path;

/** A sandbox in a process of its own, so that a test can kill it. */
final class SandboxMain {
    private SandboxMain() {}

    public static void main(String[] arguments) throws Exception {
        Sandbox sandbox = Sandbox.start(Path.of(arguments[0]));
        System.out.println(sandbox.launch(arguments[1]));
    }
}
