package dev.skydeck.store;

import dev.skydeck.messages.MetricRequest.FilePart;
import dev.skydeck.messages.MetricRequest.GetMetricFile;
import dev.skydeck.messages.MetricRequest.MetricFileState;
import dev.skydeck.messages.MetricRequest.RecordMetrics;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.MetricLine;
import dev.skydeck.messages.model.MetricPoint;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The files of metrics that runs write: how far they were read, and what is kept of them. */
final class Metrics {
    /** Metrics of an experiment that are kept; more names than that are a mistake of the run. */
    static final int MOST = 200;

    private static final String SAVE = """
            insert into metrics (experiment_id, name, uri, count, not_finite, points) values (?,?,?,?,?,?)
            on conflict (experiment_id, name) do update set uri = excluded.uri, count = count + excluded.count,
              not_finite = not_finite + excluded.not_finite, points = excluded.points
            """;

    private final Transactions transactions;
    private final Writes writes;

    Metrics(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    /** What a portion brings of one metric. */
    private static final class News {
        private final KeptPoints points;
        private long count;
        private long notFinite;

        News(KeptPoints points) {
            this.points = points;
        }
    }

    Future<MetricFileState> file(GetMetricFile request) {
        return transactions.read(sql -> ExperimentRows.one(sql, request.experimentId())
                .compose(experiment -> row(sql, request.experimentId(), request.uri()))
                .map(row -> row == null
                        ? new MetricFileState(0, null, null)
                        : new MetricFileState(row.number("read"), row.text("tail"), row.textOrNull("version"))));
    }

    Future<Written<Integer>> record(RecordMetrics request) {
        return writes.write(change -> ExperimentRows.one(change.sql, request.experimentId())
                .compose(experiment -> row(change.sql, request.experimentId(), request.uri()))
                .compose(known -> continues(request, known)
                        ? forget(change.sql, request, known).compose(none -> save(change, request, known))
                        : Future.failedFuture(new Failure.Conflict("Another part of that file was recorded."))));
    }

    private static Future<@Nullable SqlRow> row(Sql sql, long id, String uri) {
        return sql.query("select * from metric_files where experiment_id = ? and uri = ?", id, uri)
                .map(rows -> rows.isEmpty() ? null : rows.get(0));
    }

    private static boolean continues(RecordMetrics request, @Nullable SqlRow known) {
        return request.from() == 0 || (known != null && known.number("read") == request.from());
    }

    /** A file that is read anew was written anew. */
    private static Future<?> forget(Sql sql, RecordMetrics request, @Nullable SqlRow known) {
        return known == null || request.from() > 0
                ? Future.succeededFuture()
                : sql.update(
                        "delete from metrics where experiment_id = ? and uri = ?",
                        request.experimentId(),
                        request.uri());
    }

    private static Future<Integer> save(Change change, RecordMetrics request, @Nullable SqlRow known) {
        long id = request.experimentId();
        FilePart part = request.part();
        boolean further = known != null && request.from() > 0;
        long before = further ? Objects.requireNonNull(known).number("lines") : 0;
        Map<String, List<MetricPoint>> values = values(part.lines(), before);
        return news(change.sql, id, values)
                .compose(news -> saveNews(change.sql, request, news)
                        .compose(none -> change.sql.update(
                                """
                        insert into metric_files (experiment_id, uri, size, read, lines, unreadable, tail, version, left_out, read_at)
                        values (?,?,?,?,?,?,?,?,?,?)
                        on conflict (experiment_id, uri) do update set size = excluded.size, read = excluded.read,
                          lines = excluded.lines, unreadable = excluded.unreadable, tail = excluded.tail,
                          version = excluded.version, left_out = excluded.left_out, read_at = excluded.read_at
                        """,
                                id,
                                request.uri(),
                                part.size(),
                                part.to(),
                                before + part.lines().size(),
                                part.unreadable()
                                        + (further
                                                ? Objects.requireNonNull(known).number("unreadable")
                                                : 0),
                                part.tail(),
                                part.version(),
                                news.size() < values.size()
                                        || (further
                                                && Objects.requireNonNull(known).flag("left_out")),
                                change.now)))
                .compose(none -> progress(change, id, part, before))
                .map(none -> part.lines().size());
    }

    /** By metric; where the run names no step, its lines are counted. */
    private static Map<String, List<MetricPoint>> values(List<MetricLine> lines, long before) {
        Map<String, List<MetricPoint>> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            MetricLine line = lines.get(i);
            long step = Objects.requireNonNullElse(line.step(), before + i);
            line.values()
                    .forEach((name, value) -> values.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(new MetricPoint(step, line.epoch(), line.at(), value)));
        }
        return values;
    }

    /** Those that are kept, with the points that they have afterwards. */
    private static Future<Map<String, News>> news(Sql sql, long id, Map<String, List<MetricPoint>> values) {
        return sql.query(
                        "select name, points from metrics where experiment_id = ? and name in (select value from json_each(?))",
                        id,
                        Json.text(values.keySet()))
                .compose(rows -> sql.query("select count(*) as known from metrics where experiment_id = ?", id)
                        .map(known -> {
                            Map<String, News> news = new LinkedHashMap<>();
                            rows.forEach(
                                    row -> news.put(row.text("name"), new News(KeptPoints.read(row.text("points")))));
                            long room = MOST - known.get(0).number("known");
                            for (Map.Entry<String, List<MetricPoint>> one : values.entrySet()) {
                                if (!news.containsKey(one.getKey()) && room-- > 0) {
                                    news.put(one.getKey(), new News(KeptPoints.none()));
                                }
                            }
                            news.forEach((name, of) -> add(of, Objects.requireNonNull(values.get(name))));
                            return news;
                        }));
    }

    private static void add(News news, List<MetricPoint> points) {
        for (MetricPoint point : points) {
            news.count++;
            if (Double.isFinite(point.value())) {
                news.points.add(point);
            } else {
                news.notFinite++;
            }
        }
    }

    private static Future<Void> saveNews(Sql sql, RecordMetrics request, Map<String, News> news) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        news.forEach((name, of) -> rows.add(new @Nullable Object[] {
            request.experimentId(), name, request.uri(), of.count, of.notFinite, of.points.text()
        }));
        return rows.isEmpty() ? Future.succeededFuture() : sql.batch(SAVE, rows);
    }

    /** The experiment is where its last line is. */
    private static Future<Void> progress(Change change, long id, FilePart part, long before) {
        if (part.lines().isEmpty()) {
            return Future.succeededFuture();
        }
        int last = part.lines().size() - 1;
        MetricLine line = part.lines().get(last);
        @Nullable
        Long epoch = part.lines().stream()
                .map(MetricLine::epoch)
                .filter(Objects::nonNull)
                .reduce(null, (a, b) -> b);
        change.experiment(id);
        return change.sql
                .update(
                        "update experiments set progress_step = ?, progress_epoch = coalesce(?, progress_epoch),"
                                + " progress_at = ? where id = ?",
                        Objects.requireNonNullElse(line.step(), before + last),
                        epoch,
                        line.at() == null ? part.modifiedAt() : line.at(),
                        id)
                .mapEmpty();
    }
}
