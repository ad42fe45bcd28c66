package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.ObservationRequest.ControlJob;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Readings of {@code /jobs/queue/v2}. All fail with {@link ReadFailed}. A real server spends about two seconds on each
 * request, however small, so pages are large; what they hold is parsed off the event loop.
 */
final class Queue {
    private static final String PATH = "/jobs/queue/v2";
    /** Of jobs: some 700 kB of light fields. */
    static final int PAGE = 2_000;
    /** A million jobs. */
    private static final int MOST_PAGES = 500;

    private static final Pattern UNKNOWN_FIELD = Pattern.compile("Unknown field: ([a-z_]+)");

    private final SkyPilotClient client;
    private final Knowledge knowledge;

    Queue(SkyPilotClient client, Knowledge knowledge) {
        this.client = client;
        this.knowledge = knowledge;
    }

    /**
     * What a reading found.
     *
     * @param complete the rows are all there are in its scope, with positive control
     * @param totalNoFilter how many jobs the server says it has; null when it did not say
     */
    record Reading(
            List<ObservedJob> rows,
            boolean complete,
            @Nullable Long totalNoFilter) {
        Reading {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One answer.
     *
     * @param listed rows it held, readable or not
     * @param total jobs that match, on all pages; -1 when it did not say
     */
    record Page(
            List<ObservedJob> rows,
            int listed,
            long total,
            @Nullable Long totalNoFilter) {
        boolean isReadable() {
            return rows.size() == listed;
        }
    }

    /** Every job, page by page. */
    Future<Reading> whole(ObservationStart start) {
        return pages(false).map(pages -> {
            List<ObservedJob> rows = pages.rows();
            // New jobs stand first, so a list that grew is whole when its rows are as many as the newest answer says.
            boolean all = pages.isReadable() && pages.jobs() == pages.total();
            return new Reading(rows, all && isControlled(rows, start, pages.totalNoFilter()), pages.totalNoFilter());
        });
    }

    /** Every job that has not ended, and by id those that were alive before and the control job. */
    Future<Reading> alive(ObservationStart start) {
        return pages(true).compose(pages -> {
            List<ObservedJob> rows = new ArrayList<>(pages.rows());
            boolean all = pages.isReadable() && pages.isSteady() && pages.jobs() == pages.total();
            Long total = pages.totalNoFilter();
            Set<Long> left = new HashSet<>(start.aliveJobIds());
            start.control().ifPresent(control -> left.add(control.jobId()));
            rows.forEach(row -> left.remove(row.jobId()));
            return byIds(left).map(found -> {
                rows.addAll(found);
                return new Reading(rows, all && isControlled(rows, start, total), total);
            });
        });
    }

    /** Those of the given ids that exist. */
    Future<List<ObservedJob>> byIds(Collection<Long> ids) {
        List<Long> all = List.copyOf(ids);
        List<ObservedJob> found = new ArrayList<>();
        Future<Void> read = Future.succeededFuture();
        for (int from = 0; from < all.size(); from += PAGE) {
            List<Long> some = all.subList(from, Math.min(all.size(), from + PAGE));
            read = read.compose(before -> ask(withIds(some)))
                    .onSuccess(page -> found.addAll(page.rows()))
                    .mapEmpty();
        }
        return read.map(done -> found);
    }

    /** The job that must be there, asked for by id: complete when it is there and is the same. */
    Future<Reading> control(ControlJob control) {
        return ask(withIds(List.of(control.jobId())))
                .map(page -> new Reading(
                        page.rows(),
                        page.rows().stream().anyMatch(row -> isControl(row, control)),
                        page.totalNoFilter()));
    }

    /** The jobs, ended ones too, whose name ends so. SkyPilot matches parts and takes % for anything. */
    Future<Reading> named(String suffix) {
        ObjectNode body = SkyPilotClient.body();
        body.put("name_match", suffix);
        return ask(body).map(page -> {
            List<ObservedJob> ours = page.rows().stream()
                    .filter(row -> row.name() != null && row.name().endsWith(suffix))
                    .toList();
            // A row that could not be read may be the one that is looked for.
            return new Reading(ours, page.isReadable(), page.totalNoFilter());
        });
    }

    private Future<Pages> pages(boolean skipFinished) {
        return page(1, new Pages(), skipFinished).compose(pages -> {
            // Jobs that came while the pages were read stand on the first.
            boolean grew = pages.isReadable() && pages.jobs() < pages.total() && !pages.isSteady();
            return grew && !skipFinished ? ask(paged(1, false)).map(pages::and) : Future.succeededFuture(pages);
        });
    }

    private Future<Pages> page(int number, Pages before, boolean skipFinished) {
        return ask(paged(number, skipFinished)).compose(page -> {
            int had = before.jobs();
            Pages pages = before.and(page);
            boolean reached = page.total() >= 0 && pages.jobs() >= page.total();
            // A server that takes no notice of the page's number would be asked for ever.
            boolean last = pages.jobs() == had || reached || number == MOST_PAGES;
            return last ? Future.succeededFuture(pages) : page(number + 1, pages, skipFinished);
        });
    }

    private static ObjectNode paged(int number, boolean skipFinished) {
        ObjectNode body = SkyPilotClient.body();
        body.put("page", number).put("limit", PAGE);
        return skipFinished ? body.put("skip_finished", true) : body;
    }

    private static ObjectNode withIds(List<Long> ids) {
        ObjectNode body = SkyPilotClient.body();
        ArrayNode asked = body.putArray("job_ids");
        ids.forEach(asked::add);
        return body;
    }

    /** Asks again without a field that the server turns out not to know: that fails the whole request. */
    private Future<Page> ask(ObjectNode filter) {
        ObjectNode body = filter.deepCopy();
        body.put("all_users", true).put("refresh", false);
        QueueRows.askFor(body, knowledge.apiVersion(), knowledge.lackingFields());
        return client.read(PATH, body, this::page).recover(failure -> {
            Matcher unknown = UNKNOWN_FIELD.matcher(String.valueOf(failure.getMessage()));
            return failure instanceof ReadFailed && unknown.find() && knowledge.lacks(unknown.group(1))
                    ? ask(filter)
                    : Future.failedFuture(failure);
        });
    }

    private Page page(JsonNode value) {
        JsonNode jobs = value.path("jobs");
        if (!jobs.isArray()) {
            throw new ReadFailed("The SkyPilot server at " + client.url() + " gave no list of jobs.");
        }
        return new Page(QueueRows.of(jobs), jobs.size(), value.path("total").asLong(-1), total(value));
    }

    /** The job that must be there is there and is the same, and the server has not fewer jobs than before. */
    static boolean isControlled(List<ObservedJob> rows, ObservationStart start, @Nullable Long total) {
        if (total != null && total < start.totalNoFilter()) {
            return false;
        }
        Optional<ControlJob> control = start.control();
        return control.isEmpty() || rows.stream().anyMatch(row -> isControl(row, control.get()));
    }

    static boolean isControl(ObservedJob row, ControlJob control) {
        return row.jobId() == control.jobId()
                && control.name().equals(row.name())
                && (control.submittedAt() == null
                        || row.submittedAt() == null
                        || control.submittedAt().equals(row.submittedAt()));
    }

    private static @Nullable Long total(JsonNode value) {
        JsonNode total = value.path("total_no_filter");
        return total.canConvertToLong() ? total.asLong() : null;
    }
}
