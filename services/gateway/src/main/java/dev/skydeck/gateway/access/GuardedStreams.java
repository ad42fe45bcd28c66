package dev.skydeck.gateway.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Open streams and whose they are: each is closed soon after its caller may not read any more. */
public final class GuardedStreams {
    /** Streams of one token. */
    static final int PER_TOKEN = 100;

    private final Callers callers;
    private final Map<Object, Open> streams = new LinkedHashMap<>();

    private record Open(Caller caller, Runnable close) {}

    public GuardedStreams(Callers callers) {
        this.callers = callers;
        callers.onChange(this::checkAll);
    }

    /** Whether the caller may have one more. */
    public boolean hasRoom(Caller caller) {
        return caller.credential().isEmpty()
                || streams.values().stream()
                                .filter(open -> open.caller.tokenId() == caller.tokenId())
                                .count()
                        < PER_TOKEN;
    }

    /**
     * @param stream the stream's own response or what else tells it from others
     * @param close cuts it
     */
    public void opened(Caller caller, Object stream, Runnable close) {
        streams.put(stream, new Open(caller, close));
        // Revoked between the look at the caller and now.
        check(caller.credential());
    }

    public void closed(Object stream) {
        streams.remove(stream);
    }

    /** Looks at everybody again; while the store is away streams stay. */
    public void checkAll() {
        streams.values().stream()
                .map(open -> open.caller.credential())
                .distinct()
                .toList()
                .forEach(this::check);
    }

    private void check(Optional<Credential> credential) {
        callers.find(credential).onSuccess(found -> {
            if (found.isEmpty()) {
                close(credential);
            }
        });
    }

    private void close(Optional<Credential> credential) {
        List<Open> over = streams.values().stream()
                .filter(open -> open.caller.credential().equals(credential))
                .toList();
        streams.values().removeAll(over);
        over.forEach(open -> open.close.run());
    }
}
