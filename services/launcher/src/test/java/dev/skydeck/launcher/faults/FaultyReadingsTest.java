package dev.skydeck.launcher.faults;

import static dev.skydeck.launcher.faults.FaultySky.OF_VALUES;

import dev.skydeck.sandbox.fault.Fault;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Readings go wrong in every way that servers and what stands before them do, on real sockets, under whole SkyDeck. No job's
 * state may change by it, it must be said, and be over when the fault is.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultyReadingsTest extends FaultySkyFixture {
    private static final String QUEUE = "/jobs/queue/v2";
    private static final String RESULT = "/api/get";
    private static final String CLUSTERS = "/status";
    private static final String CLUSTER_QUEUE = "/queue";
    private static final String EVERYTHING = "/";

    /** What a reading gets over without a word: the rows that can be read are right. */
    private static final Set<Fault> HARMLESS = EnumSet.of(
            Fault.UNKNOWN_STATUS, Fault.NOT_A_NUMBER, Fault.LONG_TEXT, Fault.DOUBLED_ROWS, Fault.OUT_OF_ORDER);

    private void assertSaid(Fault fault, String path, boolean harmless) throws Exception {
        sky.read(fault, path, 1);
        FaultySky.patiently().until(() -> harmless || !sky.error().isEmpty());
        sky.assertNothingChanged();
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTakeAFaultOfTheQueueForNoNews(Fault fault) throws Exception {
        assertSaid(fault, QUEUE, HARMLESS.contains(fault));
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldTakeAFaultOfAResultForNoNews(Fault fault) throws Exception {
        assertSaid(fault, RESULT, HARMLESS.contains(fault));
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldTakeAFaultOfTheWholeServerForNoNews(Fault fault) throws Exception {
        assertSaid(fault, EVERYTHING, HARMLESS.contains(fault));
    }

    /** What is wrong with values of a cluster only is not said of the server. */
    @Order(1)
    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTakeAFaultOfTheListOfClustersForNoNews(Fault fault) throws Exception {
        assertSaid(fault, CLUSTERS, fault.isOfValues());
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTakeAFaultOfTheQueueOfAClusterForNoNews(Fault fault) throws Exception {
        assertSaid(fault, CLUSTER_QUEUE, fault.isOfValues());
    }

    @Order(2)
    @Test
    void shouldHaveKeptNothingOfAllThatInMemory() {
        sky.assertNothingKeptInMemory();
    }
}
