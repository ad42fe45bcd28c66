package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skydeck plan} and {@code skydeck apply} beside a server. */
class ApplyCommandTest {
    private static final String SET = """
            set: ablations
            groups:
              - name: LR
                max_parallel: 4
            experiments:
              - name: lr-${lr}
                group: LR
                desired: RUNNING
                command: python train.py
                flags: {lr: "${lr}", batch: 32}
                nodes: 1
                gpus: 8
                accelerator: H100
                axes: {lr: [1e-3, 3e-4]}
              - name: baseline
                command: python train.py
            """;

    private Path folder;
    private Path file;
    private ApiFixture api;
    private String said = "";
    private String complained = "";

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    ApplyCommandTest() {}

    @BeforeEach
    void start(@TempDir Path made) throws Exception {
        folder = Files.createDirectories(made.resolve("files"));
        file = Files.writeString(folder.resolve("experiments.yaml"), SET);
        api = ApiFixture.on(made.resolve("skydeck.db"));
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    private int run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--db-path", api.database().toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Main.commandLine().setErr(new PrintWriter(err)).execute(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            said = out.toString(StandardCharsets.UTF_8);
            complained = err.toString();
        }
    }

    private List<String> names() throws Exception {
        return api.get("/api/experiments").at("/experiments").findValuesAsText("name");
    }

    private @Nullable String revision() throws Exception {
        return api.get("/api/experiments").headers().get("X-SkyDeck-Revision");
    }

    @Test
    void shouldPlanWithTwoWhereThereAreChanges() throws Exception {
        assertThat(run("plan", "-f", file.toString())).as(complained).isEqualTo(2);

        assertThat(said.lines())
                .containsExactly(
                        "+ group LR: max_parallel 4",
                        "+ lr-1e-3 RUNNING: group LR",
                        "+ lr-3e-4 RUNNING: group LR",
                        "+ baseline STOPPED",
                        "4 changes, 0 as declared.");
        assertThat(names()).isEmpty();
    }

    @Test
    void shouldApplyAndThenHaveNothingToPlan() throws Exception {
        assertThat(run("apply", "-f", file.toString())).as(complained).isZero();

        assertThat(names()).containsExactlyInAnyOrder("lr-1e-3", "lr-3e-4", "baseline");
        assertThat(run("plan", "-f", file.toString())).isZero();
        assertThat(said.strip()).isEqualTo("Nothing to change.");
    }

    private static final String WARNING = "! tools.Train has no flag rl.";

    private Path givenAMisspeltFlag() throws Exception {
        api.post("/api/flag-definitions/tools.Train", "{\"properties\":{\"lr\":{\"type\":\"number\"}}}");
        return Files.writeString(
                folder.resolve("misspelt.yaml"),
                "experiments: [{name: a, command: python, tool_path: tools.Train, flags: {rl: 1}},"
                        + " {name: b, command: python, tool_path: tools.Train, flags: {rl: 2}}]");
    }

    @Test
    void shouldWarnOfFlagsBeforeTheyAreSet() throws Exception {
        Path misspelt = givenAMisspeltFlag();

        assertThat(run("plan", "-f", misspelt.toString())).as(complained).isEqualTo(2);

        assertThat(said.lines()).containsExactly("+ a STOPPED", "+ b STOPPED", "2 changes, 0 as declared.", WARNING);
    }

    @Test
    void shouldWarnOfFlagsThatWereSet() throws Exception {
        Path misspelt = givenAMisspeltFlag();

        assertThat(run("apply", "-f", misspelt.toString())).as(complained).isZero();

        assertThat(said.lines()).contains(WARNING);
    }

    @Test
    void shouldWarnOfAFlagOnce() throws Exception {
        Path misspelt = givenAMisspeltFlag();
        run("apply", "-f", misspelt.toString());

        assertThat(run("plan", "-f", misspelt.toString())).isZero();

        assertThat(said.strip()).isEqualTo("Nothing to change.");
    }

    @Test
    void shouldWarnPrograms() throws Exception {
        Path misspelt = givenAMisspeltFlag();

        run("plan", "-f", misspelt.toString(), "--json");

        assertThat(ApiFixture.MAPPER.readTree(said).at("/warnings/0/type").asText())
                .isEqualTo("unknown_flag");
    }

    @Test
    void shouldChangeNothingWhenAppliedTwice() throws Exception {
        run("apply", "-f", file.toString());
        String before = revision();

        assertThat(run("apply", "-f", file.toString(), "--json")).isZero();

        assertThat(said.strip()).isEqualTo("{\"changes\":[],\"unchanged\":4}");
        assertThat(revision()).isEqualTo(before);
        assertThat(api.get("/api/experiments").text())
                .contains("\"run_request\":1")
                .doesNotContain("\"run_request\":2");
    }

    @Test
    void shouldKeepTheTextOfNumbersFromFileToExperiment() throws Exception {
        run("apply", "-f", file.toString());

        assertThat(api.get("/api/experiments").text()).contains("\"lr\":3e-4,\"batch\":32");
    }

    @Test
    void shouldSayWhatItEdits() throws Exception {
        run("apply", "-f", file.toString());
        Files.writeString(file, SET.replace("gpus: 8", "gpus: 4").replace("desired: RUNNING", "desired: STOPPED"));

        assertThat(run("apply", "-f", file.toString())).isZero();

        assertThat(said.lines()).contains("~ lr-1e-3: gpus 8 -> 4", "~ lr-1e-3: desired RUNNING -> STOPPED");
    }

    @Test
    void shouldPruneWhenAskedAndOnlyItsOwn() throws Exception {
        api.created("mine");
        run("apply", "-f", file.toString());
        Files.writeString(file, SET.replace("[1e-3, 3e-4]", "[1e-3]"));
        assertThat(run("apply", "-f", file.toString())).isZero();
        assertThat(names()).contains("lr-3e-4");

        assertThat(run("plan", "-f", file.toString(), "--prune")).isEqualTo(2);
        assertThat(said.lines()).contains("- lr-3e-4");
        assertThat(run("apply", "-f", file.toString(), "--prune")).isZero();

        assertThat(names()).containsExactlyInAnyOrder("mine", "lr-1e-3", "baseline");
    }

    @Test
    void shouldReadAFolderAndSeveralFiles() throws Exception {
        Files.writeString(folder.resolve("more.yml"), "set: ablations\nexperiments: [{name: more}]\n");
        Files.writeString(folder.resolve("notes.txt"), "not YAML: [");
        Path other = Files.writeString(folder.resolveSibling("other.yaml"), "experiments: [{name: other}]\n");

        assertThat(run("apply", "-f", folder.toString(), "-f", other.toString()))
                .as(complained)
                .isZero();

        assertThat(names()).contains("more", "other", "baseline");
    }

    @Test
    void shouldReadTheStandardInput() throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("experiments: [{name: piped}]".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("apply", "-f", "-")).as(complained).isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(names()).containsExactly("piped");
    }

    @Test
    void shouldNameFileDocumentAndKeyOfEachMistakeAndChangeNothing() throws Exception {
        Files.writeString(
                file, "experiments:\n  - name: a\n---\nexperiments:\n  - name: b\n    nodes: 0\n    node: 1\n");

        assertThat(run("apply", "-f", file.toString())).isEqualTo(1);

        assertThat(complained)
                .contains("skydeck: " + file + ", document 2, experiments[0].node: There is no such field;")
                .contains(file + ", document 2, experiments[0].nodes: Input should be greater than or equal to 1");
        assertThat(names()).isEmpty();
    }

    @Test
    void shouldEndWithOneWhenThePlanCannotBeMade() {
        assertThat(run("plan", "-f", folder.resolve("none.yaml").toString())).isEqualTo(1);

        assertThat(complained).startsWith("skydeck: There is no file ");
    }

    @Test
    void shouldEndWithOneWhenTheCommandLineIsWrong() {
        assertThat(run("plan")).isEqualTo(1);
        assertThat(run("apply", "--prune")).isEqualTo(1);
    }

    @Test
    void shouldEndWithOneWithoutAServer() throws Exception {
        api.close();

        assertThat(run("plan", "-f", file.toString())).isEqualTo(1);

        assertThat(complained).startsWith("skydeck: No server works with ");
    }

    @Test
    void shouldPrintThePlanForPrograms() throws Exception {
        run("plan", "-f", file.toString(), "--json");

        JsonNode plan = ApiFixture.MAPPER.readTree(said);
        assertThat(plan.at("/changes/1/kind").asText()).isEqualTo("create");
        assertThat(plan.path("unchanged").asInt()).isZero();
    }
}
