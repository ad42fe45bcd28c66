package dev.skydeck.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A command that was run in this process. */
public record CommandRun(int exitCode, String said, String complained) {

    /** Runs {@code skydeck COMMAND ACTION --db-path DATABASE ARGUMENTS}. */
    public static CommandRun of(String command, String action, Path database, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, action, "--db-path", database.toString()));
        all.addAll(Arrays.asList(arguments));
        return of(all.toArray(String[]::new));
    }

    /** Runs {@code skydeck ARGUMENTS}. */
    public static CommandRun of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        int code;
        try {
            code = Main.commandLine().setErr(new PrintWriter(err)).execute(arguments);
        } finally {
            System.setOut(before);
        }
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }
}
