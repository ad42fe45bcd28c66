package dev.skydeck.launcher.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skydeck.gateway.ContractCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Every operation of the contract under requests from good to broken. A failure names its seed; the README says how to run
 * it again.
 */
@AddLifecycleHook(ReplayedSeed.class)
class HostileRequestsTest {
    private static final int AT_ONCE = 8;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ContractCheck CONTRACT = new ContractCheck();
    private static final AnswerRules RULES = new AnswerRules(CONTRACT);
    private static final HostileRequests REQUESTS = new HostileRequests(CONTRACT.contract());
    private static final ErrorLog LOG = new ErrorLog();

    private static @Nullable HostileServer running;
    private static @Nullable FileWatch watching;
    private static @Nullable KeptConnection kept;
    private static KnownIds ids = new KnownIds();
    private static String secret = "";

    @BeforeContainer
    static void start() throws Exception {
        HostileServer server = HostileServer.start();
        running = server;
        secret = server.secret();
        watching = new FileWatch(server.database());
        kept = new KeptConnection(server);
        ids = new KnownIds();
    }

    @AfterContainer
    static void stop() throws Exception {
        Objects.requireNonNull(kept).close();
        Objects.requireNonNull(watching).close();
        server().stop();
    }

    private static HostileServer server() {
        return Objects.requireNonNull(running);
    }

    @Provide
    Arbitrary<HostileRequest> requests() {
        return REQUESTS.any();
    }

    @Provide
    Arbitrary<List<HostileRequest>> manyRequests() {
        return REQUESTS.any().list().ofMinSize(AT_ONCE).ofMaxSize(3 * AT_ONCE);
    }

    @Provide
    Arbitrary<HostileRequest> streams() {
        return REQUESTS.streams();
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldAnswerAsTheContractSaysAndChangeNothingWhenItRefuses(@ForAll("requests") HostileRequest request)
            throws Exception {
        FileWatch file = Objects.requireNonNull(watching);
        long before = file.version();

        RawAnswer answer =
                Objects.requireNonNull(kept).exchange(request.bytes(server().port(), secret, ids), request.isHead());

        RULES.check(request.method(), request.target(ids), answer);
        if (answer.status() >= 300 || request.reads()) {
            assertThat(file.version()).as("the file's version").isEqualTo(before);
        }
        assertThat(LOG.taken()).as("what anyone can write into the log").isEmpty();
        learn(request, answer);
        covers(answer);
    }

    /** Which of two writes comes first is open then, so only the answers are looked at. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldAnswerAsTheContractSaysToManyAtOnce(@ForAll("manyRequests") List<HostileRequest> requests)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<RawAnswer>> answers = new ArrayList<>();
            for (HostileRequest request : requests) {
                byte[] bytes = request.bytes(server().port(), secret, ids);
                answers.add(threads.submit(() -> alone(bytes, request.isHead())));
            }

            for (int i = 0; i < requests.size(); i++) {
                HostileRequest request = requests.get(i);
                RULES.check(
                        request.method(), request.target(ids), answers.get(i).get(30, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(LOG.taken()).as("what anyone can write into the log").isEmpty();
    }

    private static RawAnswer alone(byte[] request, boolean head) throws Exception {
        try (KeptConnection connection = new KeptConnection(server())) {
            return connection.exchange(request, head);
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldOpenAStreamOrSayWhyNot(@ForAll("streams") HostileRequest request) throws Exception {
        try (RawConnection connection = server().connect()) {
            connection.send(request.bytes(server().port(), secret, ids));

            RawAnswer answer = connection.answer(request.isHead());

            RULES.check(request.method(), request.target(ids), answer);
            if (answer.status() == 200) {
                assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
                assertThat(firstEvent(connection)).isEqualTo("event: hello");
            }
        }
        assertThat(LOG.taken()).as("what anyone can write into the log").isEmpty();
    }

    private static String firstEvent(RawConnection stream) throws IOException {
        String line = stream.line();
        while (!line.startsWith("event:")) {
            line = stream.line();
        }
        return line;
    }

    private static void learn(HostileRequest request, RawAnswer answer) throws JsonProcessingException {
        if (answer.status() == 200 && request.method().equals("POST")) {
            ids.learn(request.operation().path(), MAPPER.readTree(answer.text()));
        }
    }

    /** A test that the server refuses altogether, or takes altogether, tests nothing. */
    private static void covers(RawAnswer answer) {
        Statistics.label("answers").collect(answer.status() / 100).coverage(share -> {
            share.check(2).percentage(part -> part > 15);
            share.check(4).percentage(part -> part > 15);
        });
    }
}
