package dev.skydeck.store;

import dev.skydeck.messages.MetricRequest.ListMetrics;
import dev.skydeck.messages.MetricRequest.MetricPage;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.MetricFile;
import dev.skydeck.messages.model.MetricPoint;
import dev.skydeck.messages.model.MetricSeries;
import dev.skydeck.messages.model.MetricSeries.Source;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads an experiment's metrics: those of its files, those beside its checkpoints, or else its epochs. */
final class MetricPages {
    /** The metric that stands for an experiment without any. */
    private static final String EPOCH = "epoch";

    /** The numbers beside checkpoints. */
    private static final String BESIDE = """
             from checkpoints c, json_each(case when json_valid(c.metrics) then c.metrics else '{}' end) j
             where c.experiment_id = ? and j.type in ('integer', 'real')
            """;

    private static final String LEFT_OUT = "There are more than " + Metrics.MOST + " metrics; the others are left out.";

    private final Transactions transactions;

    MetricPages(Transactions transactions) {
        this.transactions = transactions;
    }

    Future<MetricPage> page(ListMetrics request) {
        return transactions.read(sql -> ExperimentRows.one(sql, request.experimentId())
                .compose(experiment -> files(sql, request.experimentId())
                        .compose(files -> sources(sql, request.experimentId())
                                .compose(sources -> page(sql, request, experiment, files, sources)))));
    }

    private static Future<List<MetricFile>> files(Sql sql, long id) {
        return sql.query("select * from metric_files where experiment_id = ? order by uri", id)
                .map(rows -> rows.stream()
                        .map(row -> new MetricFile(
                                row.text("uri"),
                                row.number("size"),
                                row.number("read"),
                                row.instant("read_at"),
                                row.number("unreadable"),
                                row.flag("left_out") ? LEFT_OUT : null))
                        .toList());
    }

    /** Where each metric is, by its name. One that is in a file is taken from there: it has more points. */
    private static Future<NavigableMap<String, Source>> sources(Sql sql, long id) {
        NavigableMap<String, Source> sources = new TreeMap<>();
        return sql.query("select distinct j.key as name" + BESIDE, id)
                .compose(rows -> {
                    rows.forEach(row -> sources.put(row.text("name"), Source.CHECKPOINTS));
                    return sql.query("select name from metrics where experiment_id = ?", id);
                })
                .map(rows -> {
                    rows.forEach(row -> sources.put(row.text("name"), Source.FILE));
                    return sources;
                });
    }

    private static Future<MetricPage> page(
            Sql sql,
            ListMetrics request,
            Experiment experiment,
            List<MetricFile> files,
            NavigableMap<String, Source> sources) {
        Map<String, Source> wanted = new LinkedHashMap<>(sources.tailMap(request.after(), false));
        if (!request.names().isEmpty()) {
            wanted.keySet().retainAll(request.names());
        }
        int limit = Pages.limit(request.limit(), Metrics.MOST);
        List<String> names = wanted.keySet().stream().limit(limit).toList();
        boolean onlyEpochs = sources.isEmpty()
                && request.after().isEmpty()
                && (request.names().isEmpty() || request.names().contains(EPOCH));
        Future<List<MetricSeries>> read =
                onlyEpochs ? epochs(sql, request.experimentId()) : series(sql, request.experimentId(), names);
        return read.map(series -> {
            List<MetricSeries> page = Pages.fitting(series, limit, MetricPages::weight);
            return new MetricPage(experiment.progress(), files, page, !onlyEpochs && page.size() < wanted.size());
        });
    }

    private static long weight(MetricSeries series) {
        return 200 + 2L * series.name().length() + 90L * series.points().size();
    }

    private static Future<List<MetricSeries>> series(Sql sql, long id, List<String> names) {
        String list = Json.text(names);
        return sql.query(
                        "select * from metrics where experiment_id = ? and name in (select value from json_each(?))",
                        id,
                        list)
                .compose(inFiles -> sql.query(
                                "select c.epoch, c.modified_at, j.key as name, j.value as value" + BESIDE
                                        + " and j.key in (select value from json_each(?)) order by c.epoch",
                                id,
                                list)
                        .map(beside -> {
                            Map<String, MetricSeries> found = new TreeMap<>();
                            byName(beside).forEach(found::put);
                            inFiles.forEach(row -> found.put(row.text("name"), inFile(row)));
                            return List.copyOf(found.values());
                        }));
    }

    private static MetricSeries inFile(SqlRow row) {
        return new MetricSeries(
                row.text("name"),
                Source.FILE,
                row.number("count"),
                row.number("not_finite"),
                KeptPoints.read(row.text("points")).list());
    }

    private static Map<String, MetricSeries> byName(List<SqlRow> beside) {
        Map<String, List<MetricPoint>> points = new LinkedHashMap<>();
        for (SqlRow row : beside) {
            points.computeIfAbsent(row.text("name"), any -> new ArrayList<>())
                    .add(new MetricPoint(null, row.number("epoch"), row.instant("modified_at"), row.real("value")));
        }
        Map<String, MetricSeries> series = new LinkedHashMap<>();
        points.forEach((name, all) -> series.put(name, beside(name, all)));
        return series;
    }

    private static MetricSeries beside(String name, List<MetricPoint> all) {
        KeptPoints kept = KeptPoints.none();
        List<MetricPoint> finite =
                all.stream().filter(point -> Double.isFinite(point.value())).toList();
        finite.forEach(kept::add);
        return new MetricSeries(name, Source.CHECKPOINTS, all.size(), all.size() - finite.size(), kept.list());
    }

    private static Future<List<MetricSeries>> epochs(Sql sql, long id) {
        return sql.query("select epoch, modified_at from checkpoints where experiment_id = ? order by epoch", id)
                .map(rows -> rows.isEmpty()
                        ? List.of()
                        : List.of(beside(
                                EPOCH,
                                rows.stream()
                                        .map(row -> new MetricPoint(
                                                null,
                                                row.number("epoch"),
                                                row.instant("modified_at"),
                                                row.number("epoch")))
                                        .toList())));
    }
}
