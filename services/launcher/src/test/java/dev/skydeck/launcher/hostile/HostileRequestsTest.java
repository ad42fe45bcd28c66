package dev.skydeck.launcher.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skydeck.gateway.ContractCheck;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Objects;
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
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ContractCheck CONTRACT = new ContractCheck();
    private static final AnswerRules RULES = new AnswerRules(CONTRACT);
    private static final HostileRequests REQUESTS = new HostileRequests(CONTRACT.contract());

    private static final ErrorLog LOG = new ErrorLog();

    private static @Nullable HostileServer server;
    private static @Nullable FileWatch file;
    private static @Nullable RawConnection connection;
    private static KnownIds ids = new KnownIds();

    @BeforeContainer
    static void start() throws Exception {
        HostileServer started = HostileServer.start();
        server = started;
        file = new FileWatch(started.database());
        ids = new KnownIds();
    }

    @AfterContainer
    static void stop() throws Exception {
        hangUp();
        Objects.requireNonNull(file).close();
        Objects.requireNonNull(server).stop();
    }

    @Provide
    Arbitrary<HostileRequest> requests() {
        return REQUESTS.any();
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldAnswerAsTheContractSaysAndChangeNothingWhenItRefuses(@ForAll("requests") HostileRequest request)
            throws Exception {
        FileWatch watched = Objects.requireNonNull(file);
        long before = watched.version();

        RawAnswer answer = exchange(request);

        RULES.check(request.method(), request.target(ids), answer);
        if (answer.status() >= 400 || request.method().equals("GET")) {
            assertThat(watched.version()).as("the file's version").isEqualTo(before);
        }
        assertThat(LOG.taken()).as("what anyone can write into the log").isEmpty();
        learn(request, answer);
        covers(answer);
    }

    /** A test that the server refuses altogether, or takes altogether, tests nothing. */
    private static void covers(RawAnswer answer) {
        Statistics.label("answers").collect(answer.status() / 100).coverage(share -> {
            share.check(2).percentage(part -> part > 15);
            share.check(4).percentage(part -> part > 15);
        });
    }

    private static void learn(HostileRequest request, RawAnswer answer) throws JsonProcessingException {
        if (answer.status() == 200 && request.method().equals("POST")) {
            ids.learn(request.operation().path(), MAPPER.readTree(answer.text()));
        }
    }

    /** On the connection kept from the last exchange, as long as the server keeps it. */
    private static RawAnswer exchange(HostileRequest request) throws IOException {
        int port = Objects.requireNonNull(server).port();
        byte[] bytes = request.bytes(port, ids);
        boolean head = request.method().equals("HEAD");
        @Nullable RawConnection kept = connection;
        if (kept != null) {
            try {
                return sent(kept, bytes, head);
            } catch (EOFException | SocketException closedMeanwhile) {
                hangUp();
            }
        }
        RawConnection fresh = RawConnection.to(port);
        connection = fresh;
        return sent(fresh, bytes, head);
    }

    private static RawAnswer sent(RawConnection over, byte[] bytes, boolean head) throws IOException {
        try {
            over.send(bytes);
        } catch (SocketException refusedInTheMiddle) {
            // The answer to a body that is too large may come before its end.
        }
        RawAnswer answer = over.answer(head);
        if (answer.saysClose() || answer.status() == 413) {
            hangUp();
        }
        return answer;
    }

    private static void hangUp() throws IOException {
        RawConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
