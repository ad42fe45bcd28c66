package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.model.ProgressUnit;
import dev.skydeck.store.TotalFlag;
import dev.skydeck.syncer.registry.PolicyLink;
import dev.skydeck.syncer.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ConfigFileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }

    private void assertRefused(String text, Consumer<ConfigFile> reading, String sentence) throws IOException {
        ConfigFile file = ConfigFile.read(file(text + "\n"));

        assertThatThrownBy(() -> reading.accept(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(sentence);
    }

    private static Object serveOption(
            ConfigFile file, Map<String, String> environment, String name, String... arguments) {
        CommandLine commands = Main.commandLine();
        ConfigDefaults.into(commands, file, environment);
        String[] all = new String[arguments.length + 1];
        all[0] = "serve";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return commands.parseArgs(all)
                .subcommand()
                .commandSpec()
                .findOption(name)
                .getValue();
    }

    @Test
    void shouldTakeAnOptionFromTheFile() throws IOException {
        ConfigFile file = ConfigFile.read(file("poll_interval: 12.5\n"));

        assertThat(serveOption(file, Map.of(), "--poll-interval")).isEqualTo(12.5);
    }

    @Test
    void shouldTakeAListForAnOptionWithManyValues() throws IOException {
        ConfigFile file = ConfigFile.read(file("task_secret: [A_KEY, B_KEY]\n"));

        assertThat(serveOption(file, Map.of(), "--task-secret")).isEqualTo(Set.of("A_KEY", "B_KEY"));
    }

    @Test
    void shouldTakeTheEnvironmentBeforeTheFile() throws IOException {
        ConfigFile file = ConfigFile.read(file("poll_interval: 12\n"));

        assertThat(serveOption(file, Map.of("SKYDECK_POLL_INTERVAL", "13"), "--poll-interval"))
                .isEqualTo(13.0);
    }

    @Test
    void shouldTakeTheCommandLineBeforeAll() throws IOException {
        ConfigFile file = ConfigFile.read(file("poll_interval: 12\n"));

        assertThat(serveOption(file, Map.of("SKYDECK_POLL_INTERVAL", "13"), "--poll-interval", "--poll-interval", "14"))
                .isEqualTo(14.0);
    }

    @Test
    void shouldGiveEveryCommandTheDatabaseOfTheFile() throws IOException {
        CommandLine commands = Main.commandLine();
        ConfigDefaults.into(commands, ConfigFile.read(file("db_path: /data/sky.db\nhost: 10.0.0.1\n")), Map.of());

        CommandLine.ParseResult parsed = commands.parseArgs("doctor");

        assertThat(parsed.subcommand().commandSpec().findOption("--db-path").<Path>getValue())
                .isEqualTo(Path.of("/data/sky.db"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pol_interval: 3|pol_interval is not known here; there are ",
                "- a|it must be a mapping of fields.",
                "a: 1: 2|it is no YAML: mapping values are not allowed here in line 1.",
                "host: 1\\nhost: 2|found duplicate key host in line 2.",
                "host: {a: 1}|host must be one value, or a list of values."
            })
    void shouldSayWhatIsWrongWithAFile(String text, String sentence) throws IOException {
        Path path = file(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> serveOption(ConfigFile.read(path), Map.of(), "--host"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{pattern: [a]}|checkpoints.pattern is not known here; there are patterns, replay_patterns, resume_flag.",
                "{patterns: [[a]]}|checkpoints.patterns must be a list of texts.",
                "{patterns: [v1]}|checkpoints: the pattern v1 needs a group for the epoch",
                "3|checkpoints must be a mapping of fields."
            })
    void shouldSayWhereASectionIsWrong(String section, String sentence) throws IOException {
        assertRefused("checkpoints: " + section, CheckpointSection::files, sentence);
    }

    @Test
    void shouldReadASection() throws IOException {
        ConfigFile file = ConfigFile.read(file("checkpoints:\n  patterns: ['ckpt-(\\d+)']\n"));

        assertThat(CheckpointSection.files(file).checkpoints()).containsExactly("ckpt-(\\d+)");
    }

    @Test
    void shouldFindTheFileThatTheCommandLineNames() throws IOException {
        Path path = file("port: 9000\n");

        ConfigFile found = ConfigFile.find(new String[] {"serve", "--config", path.toString()}, Map.of());

        assertThat(found.option("port")).contains("9000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{tool: t}]|flag_extractors[0].command must name a program, then its arguments, each a text of its own.",
                "[{tool: t, command: cat}]|flag_extractors[0].command must be a list of texts.",
                "[{command: [cat]}]|flag_extractors[0].tool must be a text.",
                "[{tool: t, command: [cat], directory: nowhere}]|flag_extractors[0].directory is no folder: ",
                "[{tool: t, command: [cat]}, {tool: t, command: [cat]}]|flag_extractors[1].tool has an extractor already."
            })
    void shouldSayWhichExtractorIsWrong(String section, String sentence) throws IOException {
        assertRefused("flag_extractors: " + section, ExtractorSection::extractors, sentence);
    }

    @Test
    void shouldFindExtractorsBesideTheFile() throws IOException {
        ConfigFile file = ConfigFile.read(file("flag_extractors:\n  - {tool: t, command: [cat, x], files: [x]}\n"));

        assertThat(ExtractorSection.extractors(file)).singleElement().satisfies(extractor -> {
            assertThat(extractor.directory()).isEqualTo(folder);
            assertThat(extractor.files()).containsExactly(folder.resolve("x"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{total_unit: step}|metrics.total_unit needs a total_flag.",
                "{total_flag: n, total_unit: hour}|metrics.total_unit must be one of step, epoch.",
                "{files: [x]}|metrics.files is not known here; there are file, side_car_endings, total_flag, total_unit."
            })
    void shouldSayWhereMetricsAreWrong(String section, String sentence) throws IOException {
        assertRefused("metrics: " + section, MetricSection::total, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{file: /a}|metrics: the file of metrics is a path below",
                "{side_car_endings: ['']}|metrics: there are at most 20 endings"
            })
    void shouldRefuseNamesOfMetricFilesThatNoneHas(String section, String sentence) throws IOException {
        assertRefused("metrics: " + section, MetricSection::names, sentence);
    }

    @Test
    void shouldTakeStepsWhereNoUnitIsNamed() throws IOException {
        ConfigFile file = ConfigFile.read(file("metrics: {total_flag: trainer.steps}\n"));

        assertThat(MetricSection.total(file)).contains(new TotalFlag("trainer.steps", ProgressUnit.STEP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://x.org|policy_registry must be a mapping of fields.",
                "{link: 'https://x.org/'}|policy_registry.url must be a text.",
                "{url: 'https://x.org', uri: x}|policy_registry.uri is not known here; there are url, link, timeout, token.",
                "{url: 'http://x.org'}|policy_registry: url must be https;",
                "{url: 'https://x.org', link: 'https://x.org/{nmae}'}|policy_registry: link has the unknown placeholder {nmae}",
                "{url: 'https://x.org', timeout: soon}|policy_registry.timeout must be a number.",
                "{url: 'https://x.org', timeout: 0}|policy_registry: timeout must be 0.1 to 60 seconds.",
                "{url: 'https://x.org', timeout: 1e300}|policy_registry: timeout must be 0.1 to 60 seconds.",
                "{url: 'https://x.org', token: 7}|policy_registry.token must be a text.",
                "{url: 'https://x.org', token: 'a b'}|policy_registry: token must have 1 to 4000 visible characters"
            })
    void shouldSayWhatIsWrongWithAPolicyRegistry(String section, String sentence) throws IOException {
        assertRefused("policy_registry: " + section, RegistrySection::registry, sentence);
    }

    @Test
    void shouldReadAPolicyRegistry() throws IOException {
        ConfigFile file = ConfigFile.read(
                file(
                        "policy_registry: {url: 'https://x.org/api', link: 'https://x.org/{version}', timeout: 2.5, token: t}\n"));

        assertThat(RegistrySection.registry(file))
                .contains(new RegistryOptions(
                        "https://x.org/api",
                        Optional.of(PolicyLink.parse("https://x.org/{version}")),
                        Duration.ofMillis(2_500),
                        Optional.of("t")));
    }

    @Test
    void shouldAskNoPolicyRegistryUnlessToldTo() throws IOException {
        assertThat(RegistrySection.registry(ConfigFile.read(file("port: 9000\n"))))
                .isEmpty();
    }
}
