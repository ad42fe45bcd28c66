package dev.skydeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skydeck flags}: what tools say of their flags. */
@Command(
        name = "flags",
        mixinStandardHelpOptions = true,
        description =
                "Imports and lists what tools say of their flags; values are checked against that when they are set.",
        subcommands = {FlagsCommand.Importer.class, FlagsCommand.Lister.class, FlagsCommand.Script.class})
final class FlagsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: import, list or script.");
    }

    /** {@code skydeck flags import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Imports a JSON Schema, as Pydantic 2 prints it with model_json_schema().")
    static final class Importer implements Callable<Integer> {
        @Option(
                names = "--tool",
                paramLabel = "PATH",
                required = true,
                description = "The tool, as experiments name it.")
        private String tool = "";

        @Parameters(paramLabel = "SCHEMA", description = "The file with the schema.")
        private Path file = Path.of("schema.json");

        @Mixin
        private DatabaseOption database = new DatabaseOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public Integer call() throws InterruptedException {
            JsonNode answer = RunningServer.required(database.path()).askText("POST", definitions(tool), schema());
            List<String> leftOut = new ArrayList<>();
            answer.path("left_out").forEach(name -> leftOut.add(name.asText()));
            int flags = answer.path("tool").path("flags").asInt();
            json.print(
                    tool + " has " + flags + " flags."
                            + (leftOut.isEmpty() ? "" : " No flag can be named " + String.join(", ", leftOut) + "."),
                    Map.of("tool", tool, "flags", flags, "left_out", leftOut));
            return 0;
        }

        private String schema() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new NotDone(file + " cannot be read.", e);
            }
        }
    }

    /** {@code skydeck flags list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the flags of a tool, or the tools whose flags are known.")
    static final class Lister implements Callable<Integer> {
        @Option(names = "--tool", paramLabel = "PATH", description = "The tool, as experiments name it.")
        private @Nullable String tool;

        @Mixin
        private DatabaseOption database = new DatabaseOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public Integer call() throws InterruptedException {
            RunningServer server = RunningServer.required(database.path());
            if (tool == null) {
                JsonNode tools =
                        server.ask("GET", "/api/flag-definitions", null).path("tools");
                json.print(lines(tools, Lister::tool), Map.of("tools", tools));
            } else {
                JsonNode flags = server.ask("GET", definitions(tool), null).path("flags");
                json.print(lines(flags, Lister::flag), Map.of("tool", tool, "flags", flags));
            }
            return 0;
        }

        private static String tool(JsonNode tool) {
            return tool.path("path").asText() + "  " + tool.path("flags").asInt() + " flags, "
                    + tool.path("source").asText() + ", "
                    + tool.path("written_at").asText();
        }

        private static String flag(JsonNode flag) {
            return flag.path("flag").asText() + "  " + flag.path("type").asText()
                    + (flag.path("default").isNull() ? "" : "  default " + flag.path("default"))
                    + (flag.path("required").asBoolean() ? "  required" : "")
                    + (flag.path("deprecated").asBoolean() ? "  deprecated" : "");
        }

        private interface Line {
            String of(JsonNode row);
        }

        private static String lines(JsonNode rows, Line line) {
            List<String> lines = new ArrayList<>();
            rows.forEach(row -> lines.add(line.of(row)));
            return lines.isEmpty() ? "There are none." : String.join(System.lineSeparator(), lines);
        }
    }

    /** {@code skydeck flags script}. */
    @Command(
            name = "script",
            mixinStandardHelpOptions = true,
            description = {
                "Prints a Python script that prints the schema of a Pydantic model. It runs in the tool's own environment:",
                "  skydeck flags script > print-flags.py",
                "  python print-flags.py MODULE:CLASS > schema.json"
            })
    static final class Script implements Callable<Integer> {
        private static final String NAME = "print-flags.py";

        @Override
        public Integer call() throws IOException {
            try (InputStream in = FlagsCommand.class.getResourceAsStream(NAME)) {
                System.out.write(Objects.requireNonNull(in, NAME).readAllBytes());
                System.out.flush();
            }
            return 0;
        }
    }

    private static String definitions(String tool) {
        return "/api/flag-definitions/"
                + URLEncoder.encode(tool, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
