package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.gateway.links.LinkTemplate;
import dev.skydeck.store.LaunchLimits;
import dev.skydeck.store.Price;
import dev.skydeck.store.SpendLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Prices, links and limits in the configuration file. */
class MoneySectionsTest {
    @TempDir
    private Path folder;

    private ConfigFile read(String yaml) throws IOException {
        return ConfigFile.read(Files.writeString(folder.resolve("config.yaml"), yaml));
    }

    @Test
    void shouldReadPricesAndLinks() throws Exception {
        ConfigFile config = read("""
                prices:
                  - {accelerator: H100, cloud: aws, region: us-east-1, spot: false, usd_per_hour: 12.3}
                  - {accelerator: A100, usd_per_hour: 2}
                links:
                  - {title: W&B, url: 'https://wandb.ai/team/runs/{name}'}
                """);

        assertThat(PriceSection.prices(config, null).list())
                .containsExactly(
                        new Price("H100", "aws", "us-east-1", false, 12_300_000),
                        new Price("A100", null, null, null, 2_000_000));
        assertThat(LinkSection.links(config)).extracting(LinkTemplate::title).containsExactly("W&B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "prices: H100; prices must be a list.",
                "prices: [H100]; prices[0] must be a mapping of fields.",
                "prices: [{usd_per_hour: 1}]; prices[0].accelerator must be a text.",
                "prices: [{accelerator: H100}]; prices[0].usd_per_hour must be a number.",
                "prices: [{accelerator: H100, usd_per_hour: cheap}]; prices[0].usd_per_hour must be a number.",
                "prices: [{accelerator: H100, usd_per_hour: .nan}]; prices[0].usd_per_hour must be a number.",
                "prices: [{accelerator: H100, usd_per_hour: -1}]; prices[0].usd_per_hour must be 0 to 1000000000 US dollars",
                "prices: [{accelerator: H100, spot: maybe, usd_per_hour: 1}]; prices[0].spot must be true or false.",
                "prices: [{accelerator: H100, region: x, usd_per_hour: 1}]; prices[0]: region needs the cloud that has it.",
                "prices: [{accelerator: A, usd_per_hour: 1}, {accelerator: a, usd_per_hour: 2}]; prices[1] is for the same as",
                "prices: [{accelerator: A, clowd: aws, usd_per_hour: 1}]; prices[0].clowd is not known here; there are acc",
                "links: [{title: x, url: 'https://x.org/{nmae}'}]; links[0]: url has the unknown placeholder {nmae}",
                "links: [{title: x, url: 'http://x.org/'}]; links[0]: url must be https",
                "links: [{url: 'https://x.org/'}]; links[0].title must be a text.",
                "group_limits: [{max_spend: 1}]; group_limits[0].group must be a text.",
                "group_limits: [{group: LR}]; group_limits[0].max_spend must be a number.",
                "group_limits: [{group: LR, max_spend: 1, max_spend_hours: 0}]; group_limits[0].max_spend_hours must be 1 to 87600",
            })
    void shouldNameTheEntryThatIsWrong(String yaml, String sentence) {
        assertThatThrownBy(() -> {
                    ConfigFile file = read(yaml);
                    PriceSection.prices(file, null);
                    LinkSection.links(file);
                    SpendSection.groups(file);
                })
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith(folder.resolve("config.yaml") + ": " + sentence);
    }

    @Test
    void shouldLimitNoSpendingUnlessToldTo() throws Exception {
        assertThat(limits(read("")).spend()).isEmpty();
    }

    @Test
    void shouldLimitWhatGroupsSpendBesideAll() throws Exception {
        ConfigFile file = read("group_limits: [{group: LR, max_spend: 9, max_spend_hours: 1}]");

        assertThat(limits(file, "--max-spend", "7.5", "--max-spend-hours", "12").spend())
                .containsExactly(
                        SpendLimit.ofAll(7_500_000, Duration.ofHours(12)),
                        new SpendLimit("LR", 9_000_000, Duration.ofHours(1)));
    }

    private static LaunchLimits limits(ConfigFile file, String... options) {
        Limited command = new Limited();
        new CommandLine(command).parseArgs(options);
        return command.limits.limits(SpendSection.groups(file));
    }

    @CommandLine.Command
    private static final class Limited {
        @CommandLine.Mixin
        private LimitOptions limits = new LimitOptions();
    }
}
