package dev.skydeck.gateway.board;

import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.ExperimentRequest.BoardPage;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The pages of one reading of the board, and what the store told meanwhile. Pages of different revisions become one board:
 * what was committed between them is put on top, row by row, so that a store that is written all the time can be read.
 */
final class BoardReading {
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<Long, Experiment> experiments = new LinkedHashMap<>();
    /** By the last id of each page, the revision that it was read at. */
    private final NavigableMap<Long, Long> pages = new TreeMap<>();

    private final NavigableMap<Long, Changed> heard = new TreeMap<>();
    private long first = -1;
    private long newest;

    /** @param lastId of the page; the last page reaches to the end */
    void add(BoardPage page, long lastId) {
        if (first < 0) {
            first = page.revision();
            page.groups().forEach(group -> groups.put(group.id(), group));
        }
        newest = Math.max(newest, page.revision());
        pages.put(lastId, page.revision());
        page.experiments().forEach(experiment -> experiments.put(experiment.id(), experiment));
    }

    void heard(Changed change) {
        heard.put(change.revision(), change);
    }

    /** The revision of the newest page: what the reading is a board of. */
    long revision() {
        return newest;
    }

    /** Whether everything between the pages was heard of. */
    boolean isWhole() {
        for (long revision = first + 1; revision <= newest; revision++) {
            if (!heard.containsKey(revision)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a change between the pages was too big to be told. */
    boolean isCut() {
        return between().values().stream().anyMatch(Changed::cut);
    }

    /** Puts what was heard on top of the pages that were read before it. */
    void merge() {
        for (Changed change : between().values()) {
            for (Group group : change.groups()) {
                groups.put(group.id(), group);
            }
            change.removedGroups().forEach(groups::remove);
            for (Experiment experiment : change.experiments()) {
                if (change.revision() <= pages.ceilingEntry(experiment.id()).getValue()) {
                    continue;
                }
                if (experiment.deleted()) {
                    experiments.remove(experiment.id());
                } else {
                    experiments.put(experiment.id(), experiment);
                }
            }
        }
    }

    private NavigableMap<Long, Changed> between() {
        return heard.subMap(first, false, newest, true);
    }

    List<Group> groups() {
        return new ArrayList<>(groups.values());
    }

    List<Experiment> experiments() {
        return new ArrayList<>(experiments.values());
    }
}
