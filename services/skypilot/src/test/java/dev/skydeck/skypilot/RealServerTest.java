package dev.skydeck.skypilot;

import org.junit.jupiter.api.Assumptions;

/** The contract on a real server, named by {@code skydeck.test.endpoint}. */
class RealServerTest extends ServerContractTest {
    @Override
    String endpoint() {
        String named = System.getProperty("skydeck.test.endpoint", "");
        Assumptions.assumeFalse(named.isBlank(), "no real server is named");
        return named;
    }

    @Override
    boolean runsJobs() {
        return !System.getProperty("skydeck.test.jobs", "yes").equals("no");
    }

    @Override
    String infra() {
        return System.getProperty("skydeck.test.infra", "");
    }
}
