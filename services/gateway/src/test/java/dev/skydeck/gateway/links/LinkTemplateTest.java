package dev.skydeck.gateway.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchSummary;
import dev.skydeck.messages.model.RunRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTemplateTest {
    private static Experiment experiment(String name, @Nullable String owner, @Nullable Long job) {
        Flags flags = new Flags(Map.of("trainer.lr", new FlagValue.Dec("1e-4"), "dir", new FlagValue.Text("..")));
        ExperimentSpec spec =
                new ExperimentSpec(name, "train", null, null, flags, 1, 1, null, null, null, false, null, null, false);
        return new Experiment(
                7,
                spec,
                DesiredState.RUNNING,
                CurrentState.RUNNING,
                null,
                1,
                1,
                Annotations.NONE,
                new BoardPlace(null, 0, false, false),
                null,
                false,
                owner,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                job == null ? null : new LaunchSummary(1, LaunchState.LIVE, job, Instant.EPOCH),
                List.of(),
                0,
                RunRules.DEFAULT,
                null,
                null,
                null,
                null);
    }

    @Test
    void shouldFillInWhatAnExperimentSaysOfItself() {
        LinkTemplate template = LinkTemplate.parse(
                "W&B", "https://wandb.ai/team/runs/{name}/{id}/{job}?user={user}&lr={flags.trainer.lr}");

        assertThat(template.of(experiment("a", "ann", 41L)))
                .contains("https://wandb.ai/team/runs/a/7/41?user=ann&lr=1e-4");
    }

    @Test
    void shouldEncodeEverythingThatAnAddressHasAMeaningFor() {
        LinkTemplate template = LinkTemplate.parse("W&B", "https://wandb.ai/{name}");

        assertThat(template.of(experiment("a b?&#%=+é\"<", "ann", 41L)))
                .contains("https://wandb.ai/a%20b%3F%26%23%25%3D%2B%C3%A9%22%3C");
    }

    @ParameterizedTest
    @CsvSource({"{user}", "{job}", "{flags.none}", "{flags.dir}"})
    void shouldLeaveOutALinkWhoseValueIsMissingOrLeadsElsewhere(String placeholder) {
        LinkTemplate template = LinkTemplate.parse("x", "https://x.org/" + placeholder + "/end");

        assertThat(template.of(experiment("a", null, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1/{id}",
        "http://127.0.0.1:8080/{id}",
        "http://localhost/{id}",
        "http://[::1]:8080/{id}",
        "https://x.org:8443?id={id}",
        "https://x.org#{id}"
    })
    void shouldTakeHttpsAndThisMachine(String url) {
        assertThat(LinkTemplate.parse("x", url).of(experiment("a", null, null))).contains(url.replace("{id}", "7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https://x.org/{nmae}; url has the unknown placeholder {nmae}",
                "https://x.org/{flags.}; url has the unknown placeholder {flags.}",
                "https://x.org/{id; url has a brace without its other half",
                "https://x.org/id}; url has a brace without its other half",
                "https://{name}.x.org/; url must begin with https://",
                "https://x.org{name}; url must begin with https://",
                "https://ann@x.org/; url must begin with https://",
                "javascript:alert(1); url must begin with https://",
                "http://x.org/{id}; url must be https",
                "http://127.0.0.1.x.org/; url must be https",
                "https://x.org/a b; url must have at most 2000 characters"
            })
    void shouldRefuseATemplateThatIsNone(String url, String sentence) {
        assertThatThrownBy(() -> LinkTemplate.parse("x", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void shouldRefuseALinkWithoutATitle() {
        assertThatThrownBy(() -> LinkTemplate.parse(" ", "https://x.org/"))
                .hasMessage("title must have 1 to 60 characters");
    }
}
