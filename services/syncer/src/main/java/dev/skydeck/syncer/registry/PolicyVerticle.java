package dev.skydeck.syncer.registry;

import dev.skydeck.messages.CheckpointRequest.ListPolicyTargets;
import dev.skydeck.messages.CheckpointRequest.PolicyTarget;
import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a policy registry for the experiments that have new checkpoints, and says how it does. It stands apart from what looks at S3, so
 * that a registry that is slow or gone holds up nothing.
 */
public final class PolicyVerticle extends VerticleBase {
    /** Of the report; the first SkyDeck's name for the registry. */
    public static final String SOURCE = "observatory";

    private static final Logger LOG = LoggerFactory.getLogger(PolicyVerticle.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(60);
    /** Many events come together. */
    private static final Duration SOON = Duration.ofMillis(300);

    private static final int PAGE = 500;

    private final RegistryOptions options;
    private final Retries retries = new Retries(System::nanoTime, new SecureRandom());

    @SuppressWarnings("NullAway.Init")
    private Bus bus;

    @SuppressWarnings("NullAway.Init")
    private PolicyRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private Questions questions;

    private boolean stopped;
    private boolean looking;
    private long timer = -1;
    private long timerNanos;
    private @Nullable Long goodNanos;
    /** Why the store did not say what is to be asked. */
    private @Nullable String unread;

    private @Nullable String error;

    public PolicyVerticle(RegistryOptions options) {
        this.options = options;
    }

    @Override
    public Future<?> start() {
        bus = new VertxBus(vertx);
        registry = new PolicyRegistry(vertx, options);
        questions = new Questions(bus, registry, options, retries, this::settle);
        return bus.subscribe(Changed.class, this::onChanged).onSuccess(done -> {
            report();
            vertx.setPeriodic(REPORT_EVERY.toMillis(), tick -> report());
            look();
        });
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return registry.close();
    }

    private void onChanged(Changed changed) {
        if (changed.cut() || !changed.checkpoints().isEmpty()) {
            lookWithin(SOON);
        }
    }

    /** An earlier look stays as it is: events that never pause do not put it off. */
    private void lookWithin(Duration delay) {
        long at = System.nanoTime() + delay.toNanos();
        if (stopped || (timer >= 0 && timerNanos - at <= 0)) {
            return;
        }
        vertx.cancelTimer(timer);
        timerNanos = at;
        timer = vertx.setTimer(Math.max(SOON.toMillis(), delay.toMillis()), tick -> {
            timer = -1;
            look();
        });
    }

    private void look() {
        if (stopped || looking) {
            lookWithin(SOON);
            return;
        }
        looking = true;
        questions.lookBegins();
        openFrom(0, new ArrayList<>())
                .onSuccess(open -> {
                    unread = null;
                    questions.ask(open);
                })
                .onFailure(cause -> unread = "It is not known what to ask the policy registry: " + cause.getMessage())
                .onComplete(done -> {
                    looking = false;
                    settle();
                });
    }

    private Future<List<PolicyTarget>> openFrom(long after, List<PolicyTarget> before) {
        return bus.request(new ListPolicyTargets(after, PAGE)).compose(page -> {
            before.addAll(page.targets());
            return page.more()
                    ? openFrom(before.get(before.size() - 1).experimentId(), before)
                    : Future.succeededFuture(before);
        });
    }

    private void settle() {
        String now = unread == null ? retries.failure().orElse(null) : unread;
        if (now == null && questions.isIdle()) {
            goodNanos = System.nanoTime();
        }
        if (!Objects.equals(now, error)) {
            boolean news = error == null;
            error = now;
            if (news) {
                LOG.atWarn().addKeyValue("cause", now).log("a policy registry fails; it is asked again");
            }
            report();
        }
        lookWithin(
                retries.pause().filter(pause -> pause.compareTo(LOOK_EVERY) < 0).orElse(LOOK_EVERY));
    }

    private void report() {
        Long good = goodNanos;
        Long age = good == null ? null : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - good);
        bus.publish(new SourceReport(SOURCE, age, LOOK_EVERY.toMillis(), error));
    }
}
