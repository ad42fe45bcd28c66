package dev.skydeck.gateway.logs;

import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.Job;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/** Everybody who reads a log now. */
public final class LogViewers {
    /** Each costs a connection and a question every one or two seconds. */
    static final int MOST = 500;

    private final Bus bus;
    private int open;

    public LogViewers(Bus bus) {
        this.bus = bus;
    }

    /** Whether one more is allowed. */
    public boolean hasRoom() {
        return open < MOST;
    }

    /**
     * Begins to answer.
     *
     * @param events as server-sent events, else as text
     * @param refused answers instead, when the first piece cannot be had
     * @return cuts it
     */
    public Runnable open(
            HttpServerResponse response, Job job, LogQuery query, boolean events, Consumer<Throwable> refused) {
        open++;
        LogForm form = events ? new EventLog() : new PlainLog();
        LogViewer viewer = new LogViewer(bus, job, query, response, form, refused);
        viewer.next();
        return viewer::close;
    }

    /** One has ended, however. */
    public void closed() {
        open--;
    }
}
