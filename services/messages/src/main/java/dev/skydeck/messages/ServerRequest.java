package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Server;
import dev.skydeck.messages.model.Written;
import java.util.List;

/** SkyPilot servers that were read. */
public sealed interface ServerRequest<R> extends StoreRequest<R> {

    /** Those with managed jobs, the one that was read last first; clusters and an imported file's are left out. */
    record ListServers() implements ServerRequest<List<Server>> {}

    /**
     * A person says that another database is behind a server's address for good. What was there before keeps its number, and its
     * jobs and launches are ended as lost; what is there now gets a number of its own. Experiments stay held until they are released.
     * Fails with {@code NotFound}, and with {@code Conflict} for one that shows what it must.
     */
    record AcceptServer(Command command, long number) implements ServerRequest<Written<Server>> {}
}
