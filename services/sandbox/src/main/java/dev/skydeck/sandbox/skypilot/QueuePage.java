package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Which rows of an answer are sent; pages count from 1. */
record QueuePage(int page, int limit) {

    static QueuePage of(JsonObject body) throws PythonError {
        Integer page = body.getInteger("page");
        Integer limit = body.getInteger("limit");
        if (page != null && limit == null) {
            throw new PythonError("ValueError", "Limit must be specified when page is specified");
        }
        if (limit != null && limit < 1) {
            throw new PythonError("ValueError", "Limit must be at least 1, got " + limit);
        }
        if (page != null && page < 1) {
            throw new PythonError("ValueError", "Page must be at least 1, got " + page);
        }
        return new QueuePage(page == null ? 1 : page, limit == null ? Integer.MAX_VALUE : limit);
    }

    <T> List<T> cut(List<T> rows) {
        long from = Math.min((page - 1L) * limit, rows.size());
        long to = Math.min(from + limit, rows.size());
        return rows.subList((int) from, (int) to);
    }
}
