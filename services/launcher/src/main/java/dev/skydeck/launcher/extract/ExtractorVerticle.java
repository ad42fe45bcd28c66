package dev.skydeck.launcher.extract;

import dev.skydeck.launcher.extract.Extraction.Look;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.flags.FlagImport;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.FlagDefinition;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at each tool in turn, one at a time, and brings its flags to the store when they may be others. */
public final class ExtractorVerticle extends VerticleBase {
    /** How long a command may take. */
    public static final Duration LIMIT = Duration.ofSeconds(30);
    /** The pause between two rounds. */
    public static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ExtractorVerticle.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final List<Extractor> extractors;
    private final Extraction extraction;
    private final Duration pause;
    /** What each tool was at when its command was last run, by tool. */
    private final Map<String, String> states = new HashMap<>();

    private final Map<String, String> errors = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private Bus bus;

    private @Nullable Long roundNanos;
    private boolean stopped;

    /** @param environment of this process */
    public ExtractorVerticle(
            List<Extractor> extractors, Map<String, String> environment, Duration limit, Duration pause) {
        this.extractors = List.copyOf(extractors);
        this.extraction = new Extraction(limit, environment);
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        bus = new VertxBus(vertx);
        vertx.setPeriodic(REPORT_EVERY.toMillis(), tick -> report());
        round();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return Future.succeededFuture();
    }

    private void round() {
        Future<Void> all = Future.succeededFuture();
        for (Extractor extractor : extractors) {
            all = all.compose(none -> look(extractor));
        }
        all.onComplete(done -> {
            roundNanos = System.nanoTime();
            report();
            if (!stopped) {
                vertx.setTimer(pause.toMillis(), tick -> round());
            }
        });
    }

    /** Never fails: the other tools are looked at all the same. */
    private Future<Void> look(Extractor extractor) {
        @Nullable String before = states.get(extractor.tool());
        return vertx.executeBlocking(() -> extraction.look(extractor, before), false)
                .compose(look -> take(extractor, look))
                .recover(cause -> {
                    error(extractor, "The flags of " + extractor.tool() + " stay as they were: " + cause.getMessage());
                    return Future.succeededFuture();
                });
    }

    private Future<Void> take(Extractor extractor, Look look) {
        if (look.error() != null) {
            error(extractor, look.error());
            keep(extractor, look);
            return Future.succeededFuture();
        }
        @Nullable List<FlagDefinition> flags = look.flags();
        if (flags == null) {
            return Future.succeededFuture();
        }
        // What the store did not take is brought again in the next round.
        return new FlagImport(bus)
                .run(
                        Command.by("extractor"),
                        extractor.tool(),
                        flags,
                        "printed by " + extractor.command().get(0))
                .map(written -> {
                    keep(extractor, look);
                    errors.remove(extractor.tool());
                    LOG.atInfo()
                            .addKeyValue("tool", extractor.tool())
                            .addKeyValue("flags", flags.size())
                            .log("the flags of a tool were read");
                    return null;
                });
    }

    private void keep(Extractor extractor, Look look) {
        if (look.state() == null) {
            states.remove(extractor.tool());
        } else {
            states.put(extractor.tool(), look.state());
        }
    }

    private void error(Extractor extractor, String sentence) {
        if (!sentence.equals(errors.put(extractor.tool(), sentence))) {
            LOG.atWarn()
                    .addKeyValue("tool", extractor.tool())
                    .addKeyValue("error", sentence)
                    .log("an extractor failed");
        }
    }

    private void report() {
        @Nullable
        Long age = roundNanos == null
                ? null
                : Long.valueOf((System.nanoTime() - Objects.requireNonNull(roundNanos)) / 1_000_000);
        bus.publish(new SourceReport(
                "flags", age, pause.toMillis(), errors.isEmpty() ? null : String.join(" ", errors.values())));
    }
}
