package dev.skydeck.launcher.ages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldRoutesTest {
    @TempDir
    private Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() throws Exception {
        api = ApiFixture.on(Samples.copy("age7", folder));
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    @Test
    void shouldHoldEverythingThatCameOver() throws Exception {
        assertThat(api.get("/api/experiments").at("/experiments").findValuesAsText("held"))
                .hasSize(22)
                .containsOnly("Imported");
    }

    @Test
    void shouldReleaseOne() throws Exception {
        assertThat(api.post("/api/experiments/1/release").text()).isEqualTo("{\"released\":[1]}");
        assertThat(api.get("/api/experiments/1").at("/experiment/held").isNull())
                .isTrue();
        assertThat(api.get("/api/experiments/2").at("/experiment/held").isNull())
                .isFalse();
    }

    @Test
    void shouldReleaseAGroup() throws Exception {
        Got got = api.post("/api/groups/0a1b2c3d/release");

        assertThat(got.at("/released").size()).isPositive();
        assertThat(api.get("/api/groups/0a1b2c3d")
                        .at("/group/experiments/0/held")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldReleaseAllInSoManyWords() throws Exception {
        assertThat(api.post("/api/release", "{}").status()).isEqualTo(422);
        assertThat(api.post("/api/release", "{\"all\":true}").at("/released").size())
                .isEqualTo(22);
    }

    @Test
    void shouldProposeNothingBeforeSkyPilotWasSeen() throws Exception {
        assertThat(api.get("/api/adoptions").text()).isEqualTo("{\"adoptions\":[]}");
    }

    @Test
    void shouldNotReleaseWhatIsNotThere() throws Exception {
        assertThat(api.post("/api/experiments/4711/release").status()).isEqualTo(404);
        assertThat(api.post("/api/groups/nope/release").status()).isEqualTo(404);
    }

    @Test
    void shouldCopyTheDatabase() throws Exception {
        Got got = api.post("/api/backup");

        Path copy = folder.resolve("backups").resolve(got.at("/name").asText());
        assertThat(got.at("/bytes").asLong()).isEqualTo(Files.size(copy));
    }

    @Test
    void shouldFindTheFileSound() throws Exception {
        Got got = api.get("/api/doctor");

        assertThat(got.at("/passed").asBoolean()).as(got.text()).isTrue();
    }
}
