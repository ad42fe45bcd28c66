package dev.skydeck.gateway.flags;

import dev.skydeck.gateway.board.Board;
import dev.skydeck.messages.FlagRequest.ReadFlagTool;
import dev.skydeck.messages.FlagRequest.ReadFlags;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.FlagDefinition;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flags of tools, read once for each version: a tool may have thousands, and somebody types. Belongs to one event loop.
 */
public final class FlagCatalog {
    /** The tool whose flags stand in for those of tools that nothing is known of. */
    public static final String DEFAULT_TOOL = "default";

    private static final int MOST_TOOLS = 32;
    /** Pages of two versions do not belong together. */
    private static final int MOST_RESTARTS = 5;

    private final Bus bus;
    private final Map<String, FlagIndex> tools = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Map<String, Integer>> uses = new HashMap<>();
    private String boardTag = "";

    public FlagCatalog(Bus bus) {
        this.bus = bus;
    }

    /** The tool's flags. Fails with {@code NotFound}. */
    public Future<FlagIndex> of(String tool) {
        return bus.request(new ReadFlagTool(tool)).compose(now -> {
            FlagIndex kept = tools.get(tool);
            return kept != null && kept.version().equals(now.version())
                    ? Future.succeededFuture(kept)
                    : read(tool, MOST_RESTARTS);
        });
    }

    /** The tool's flags, else those of {@link #DEFAULT_TOOL}, else none. */
    public Future<FlagIndex> orDefault(String tool) {
        return of(tool).recover(FlagCatalog::orNone)
                .compose(index -> index == FlagIndex.NONE && !tool.equals(DEFAULT_TOOL)
                        ? of(DEFAULT_TOOL).recover(FlagCatalog::orNone)
                        : Future.succeededFuture(index));
    }

    private static Future<FlagIndex> orNone(Throwable cause) {
        return cause instanceof Failure.NotFound ? Future.succeededFuture(FlagIndex.NONE) : Future.failedFuture(cause);
    }

    private Future<FlagIndex> read(String tool, int tries) {
        return pages(tool, "", new ArrayList<>(), tries).map(index -> {
            tools.put(tool, index);
            if (tools.size() > MOST_TOOLS) {
                tools.remove(tools.keySet().iterator().next());
            }
            return index;
        });
    }

    private Future<FlagIndex> pages(String tool, String version, List<FlagDefinition> found, int tries) {
        return bus.request(new ReadFlags(tool, found.size())).compose(page -> {
            if (!found.isEmpty() && !page.version().equals(version)) {
                return tries > 1
                        ? pages(tool, "", new ArrayList<>(), tries - 1)
                        : Future.failedFuture(new Failure.Unavailable(
                                Failure.Unavailable.Reason.UNABLE, "The flags of " + tool + " are being changed."));
            }
            found.addAll(page.flags());
            return page.more()
                    ? pages(tool, page.version(), found, tries)
                    : Future.succeededFuture(new FlagIndex(page.version(), found));
        });
    }

    /** How many experiments of the tool on the board have each flag; counted once for each board. */
    public Map<String, Integer> uses(Board board, String tool) {
        if (!boardTag.equals(board.tag())) {
            uses.clear();
            boardTag = board.tag();
        }
        return uses.computeIfAbsent(tool, board::flagUses);
    }
}
