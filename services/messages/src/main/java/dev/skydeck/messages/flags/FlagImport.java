package dev.skydeck.messages.flags;

import dev.skydeck.messages.FlagRequest.ReplaceFlags;
import dev.skydeck.messages.FlagRequest.StageFlags;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagTool;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Brings the flags of a tool to the store, in pieces; they count all at once or not at all. */
public final class FlagImport {
    private final Bus bus;

    public FlagImport(Bus bus) {
        this.bus = bus;
    }

    /**
     * Fails as {@link ReplaceFlags} does.
     *
     * @param source where they come from, for a person
     */
    public Future<Written<FlagTool>> run(Command command, String tool, List<FlagDefinition> flags, String source) {
        // Its own name, even when the command comes again: what is put aside must not be what is in force.
        String importId = UUID.randomUUID().toString();
        Future<Integer> staged = Future.succeededFuture(0);
        for (List<FlagDefinition> piece : FlagPieces.of(flags)) {
            staged = staged.compose(first ->
                    bus.request(new StageFlags(tool, importId, first, piece)).map(done -> first + piece.size()));
        }
        return staged.compose(count -> bus.request(new ReplaceFlags(command, tool, importId, count, source)));
    }
}
