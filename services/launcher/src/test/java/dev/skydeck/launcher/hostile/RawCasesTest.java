package dev.skydeck.launcher.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That what the cases hide would be carried out if it stood alone; else they would show nothing. */
class RawCasesTest {
    @Test
    void shouldHideARequestThatIsGood() throws Exception {
        HostileServer server = HostileServer.start();
        try (FileWatch file = new FileWatch(server.database())) {
            long before = file.version();

            assertThat(RawCase.taken("hidden", RawCases.HIDDEN).statuses(server))
                    .containsExactly(200);

            assertThat(file.experiments()).isEqualTo(1);
            assertThat(file.version()).isNotEqualTo(before);
        } finally {
            server.stop();
        }
    }
}
