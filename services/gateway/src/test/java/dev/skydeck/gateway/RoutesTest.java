package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.gateway.access.Callers;
import dev.skydeck.gateway.access.GuardedStreams;
import dev.skydeck.gateway.access.Limits;
import dev.skydeck.gateway.board.BoardCache;
import dev.skydeck.gateway.board.BoardPages;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.stream.EventStreams;
import dev.skydeck.gateway.stream.StreamOptions;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private final Vertx vertx = Vertx.vertx();
    private final Contract contract = Contract.load();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private Routes routes() {
        Bus bus = new VertxBus(vertx);
        Revisions revisions = new Revisions();
        BoardCache board = new BoardCache(vertx, bus, revisions);
        EventStreams streams = new EventStreams(vertx, StreamOptions.DEFAULT, "b", List::of);
        StoreWatch watch = new StoreWatch(bus, revisions, board, streams);
        Callers callers = new Callers(bus, true);
        return new Routes(
                new SystemRoutes(bus, revisions, contract, streams, watch, new GuardedStreams(callers)),
                new HealthCheck(watch, new Sources(), revisions, GatewayOptions.at("localhost", 0, "1")),
                new ExperimentRoutes(bus, board, new BoardPages(vertx), revisions, List.of()),
                new CheckpointRoutes(bus, revisions),
                new JobRoutes(bus, revisions),
                new MetricRoutes(bus, revisions),
                new CostRoutes(bus, revisions),
                new ClusterRoutes(bus, revisions),
                new ServerRoutes(bus, revisions),
                new LaunchRoutes(bus, revisions),
                new GroupRoutes(bus, board, revisions),
                new SettingRoutes(bus, revisions),
                new OperationLogRoutes(bus, revisions),
                new BatchRoutes(bus, revisions, Optional.empty()),
                new SweepRoutes(bus, revisions),
                new ApplyRoutes(vertx, bus, revisions),
                new HistoryRoutes(bus, revisions),
                new TrashRoutes(bus, revisions),
                new HoldRoutes(bus, revisions),
                new FileRoutes(vertx, revisions),
                new SessionRoutes(bus, revisions, callers, new Limits(System::nanoTime)),
                new TokenRoutes(bus, revisions, callers),
                new ViewRoutes(bus, revisions),
                new TaskRoutes(bus, revisions),
                new LogRoutes(bus, new GuardedStreams(callers)),
                new CompareRoutes(bus, board, revisions),
                new FlagRoutes(vertx, bus, board, revisions));
    }

    @Test
    void shouldServeExactlyTheContract() {
        assertThat(routes().byOperation().keySet())
                .containsExactlyInAnyOrderElementsOf(contract.operations().stream()
                        .map(Contract.Operation::id)
                        .toList());
    }

    @Test
    void shouldDeclareThatABodyMayBeRefusedWhereverSomethingIsWritten() {
        JsonObject paths = new JsonObject(Buffer.buffer(contract.json())).getJsonObject("paths");

        List<String> silent = paths.stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .stream()
                                .filter(operation ->
                                        Set.of("post", "put", "patch", "delete").contains(operation.getKey()))
                                .filter(operation -> !((JsonObject) operation.getValue())
                                        .getJsonObject("responses")
                                        .fieldNames()
                                        .containsAll(Set.of("413", "415")))
                                .map(operation -> operation.getKey() + " " + path.getKey()))
                .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void shouldNotStartWithAnOperationThatNobodyServes() {
        assertThatThrownBy(() -> ApiRouter.of(
                        vertx,
                        contract,
                        GatewayOptions.at("localhost", 0, "1"),
                        new Authentication(
                                contract, new Callers(new VertxBus(vertx), true), new Limits(System::nanoTime)),
                        Map.of(),
                        context -> {},
                        context -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no handler");
    }
}
