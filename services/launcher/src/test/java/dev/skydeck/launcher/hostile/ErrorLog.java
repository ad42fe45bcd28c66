package dev.skydeck.launcher.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Listens to what this process logs as an error from now on. */
final class ErrorLog extends AppenderBase<ILoggingEvent> {
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    ErrorLog() {
        start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            errors.add(event.getLoggerName() + ": " + event.getFormattedMessage());
        }
    }

    /** The errors since the last look. */
    List<String> taken() {
        List<String> taken = new ArrayList<>();
        for (String error = errors.poll(); error != null; error = errors.poll()) {
            taken.add(error);
        }
        return taken;
    }
}
