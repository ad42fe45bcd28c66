package dev.skydeck.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.ExperimentRequest.CreateExperiment;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.store.History.Fact;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryChainTest {
    private Path path;

    @BeforeEach
    void writeSomeHistory(@TempDir Path folder) throws Exception {
        path = folder.resolve("skydeck.db");
        try (Deployed store = Deployed.at(path)) {
            for (String name : new String[] {"a", "b", "c"}) {
                store.create(name, DesiredState.STOPPED);
            }
            store.ask(new CreateExperiment(
                    new Command("d", "ann", "api 127.0.0.1", null),
                    new Seed(Deployed.spec("d"), DesiredState.STOPPED, Annotations.NONE),
                    new BoardPlace(null, 0, false, false)));
        }
    }

    @Test
    void shouldFindNothingWrongWithAHistoryAsWritten() throws Exception {
        // When
        Optional<String> finding = verify();

        // Then
        assertThat(finding).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a row's data was altered      | update events set data = replace(data, 'STOPPED', 'RUNNING') where id = 2 | 2
                    an origin was altered         | update events set origin = 'api 10.0.0.9' where id = 4                      | 4
                    a row in the middle is gone   | delete from events where id = 2                                            | 3
                    """, quoteCharacter = '"')
    void shouldFindTheRowThatDoesNotFit(String what, String tampering, int row) throws Exception {
        // Given
        tamper(tampering);

        // When
        Optional<String> finding = verify();

        // Then
        assertThat(finding)
                .as(what)
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("The history's row " + row + " "));
    }

    @Test
    void shouldFindThatTheNewestRowsWereTakenOut() throws Exception {
        // Given
        tamper("delete from events where id > 2");

        // When
        Optional<String> finding = verify();

        // Then
        assertThat(finding)
                .contains("The history ends at row 2, but row 4 was written once: the newest rows were taken out.");
    }

    @Test
    void shouldWalkAHistoryOfManyPagesOverTheAsynchronousClient() throws Exception {
        // Given
        appendRows(1_300);
        Vertx vertx = Vertx.vertx();
        PooledDatabase database = new PooledDatabase(vertx, new DatabaseFile(path).url());

        // When
        Optional<String> finding = database.onReader(History::verify).await(20, SECONDS);
        vertx.close().await(20, SECONDS);

        // Then
        assertThat(finding).isEmpty();
    }

    @Test
    void shouldFindABreakBehindManyPages() throws Exception {
        // Given
        appendRows(1_300);
        tamper("update events set actor = 'bob' where id = 1203");

        // When
        Optional<String> finding = verify();

        // Then
        assertThat(finding).hasValueSatisfying(sentence -> assertThat(sentence).startsWith("The history's row 1203 "));
    }

    private void appendRows(int count) throws Exception {
        List<Fact> facts = Collections.nCopies(count, Fact.of("long", null, null, "ann", Map.of()));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            connection.setAutoCommit(false);
            History.append(new PlainDatabase(connection), 9, Instant.EPOCH, null, facts)
                    .await(20, SECONDS);
            connection.commit();
        }
    }

    private Optional<String> verify() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            return History.verify(new PlainDatabase(connection)).await(20, SECONDS);
        }
    }

    private void tamper(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement sql = connection.createStatement()) {
            sql.execute("drop trigger events_never_change");
            sql.execute("drop trigger events_never_go");
            sql.execute(statement);
        }
    }
}
