package dev.skydeck.store;

import dev.skydeck.store.History.Dated;
import dev.skydeck.store.History.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the history is to keep of an import. */
final class ImportNotes {
    private static final String ACTOR = "import";

    private final Instant now;
    private final List<Dated> facts = new ArrayList<>();
    private int repaired;
    private int setAside;

    ImportNotes(Instant now) {
        this.now = now;
    }

    void happened(String kind, @Nullable Long experiment, Map<String, ?> data) {
        facts.add(new Dated(now, Fact.of(kind, experiment, null, ACTOR, data)));
    }

    /** Something that happened before the import. */
    void happenedAt(Instant at, String kind, @Nullable Long experiment, String actor, Map<String, ?> data) {
        facts.add(new Dated(at, Fact.of(kind, experiment, null, actor, data)));
    }

    /** A row came through with other values in some columns. */
    void repaired(
            String table,
            @Nullable Object key,
            @Nullable Long experiment,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after) {
        repaired++;
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("table", table);
        data.put("key", key);
        data.put("before", before);
        data.put("after", after);
        happened("row_repaired", experiment, data);
    }

    /** A row did not come through; it stays where it was. */
    void setAside(String table, @Nullable Object key, String reason) {
        setAside++;
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("table", table);
        data.put("key", key);
        data.put("reason", reason);
        happened("row_set_aside", null, data);
    }

    /** When the import happens. */
    Instant now() {
        return now;
    }

    int repaired() {
        return repaired;
    }

    int setAside() {
        return setAside;
    }

    List<Dated> facts() {
        return List.copyOf(facts);
    }
}
