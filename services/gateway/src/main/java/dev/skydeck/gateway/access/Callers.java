package dev.skydeck.gateway.access;

import dev.skydeck.messages.TokenRequest.AnyToken;
import dev.skydeck.messages.TokenRequest.FindSession;
import dev.skydeck.messages.TokenRequest.FindToken;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the store whose a request is, and believes the answer for a moment. What this gateway itself changes is forgotten at
 * once; what another one changes is known within {@link #BELIEVED}. All on one event loop.
 */
public final class Callers {
    static final Duration BELIEVED = Duration.ofSeconds(5);
    private static final Duration OPEN_BELIEVED = Duration.ofSeconds(1);
    private static final int KEPT = 10_000;

    private final Bus bus;
    private final boolean openWithoutTokens;
    private final List<Runnable> listeners = new ArrayList<>();
    private final Map<Credential, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Credential, Known> eldest) {
            return size() > KEPT;
        }
    };
    /** Raised when what is known may be wrong, so that an answer from before is not kept. */
    private long generation;

    private @Nullable Boolean needed;
    private long neededSince;
    private @Nullable Future<Boolean> asking;

    private record Known(Caller caller, long since) {}

    /** @param openWithoutTokens whether nobody is asked for a token while there is none; on loopback only */
    public Callers(Bus bus, boolean openWithoutTokens) {
        this.bus = bus;
        this.openWithoutTokens = openWithoutTokens;
    }

    /** Runs after tokens or sessions were changed here. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Forgets what was believed. */
    public void changed() {
        generation++;
        known.clear();
        needed = null;
        asking = null;
        listeners.forEach(Runnable::run);
    }

    /** Whose it is; empty when it has to show a token and shows none that works. */
    public Future<Optional<Caller>> find(Optional<Credential> credential) {
        return credential.isEmpty()
                ? withoutToken()
                : caller(credential.get())
                        .compose(found -> found.isPresent() ? Future.succeededFuture(found) : withoutToken());
    }

    /** Whether callers need a token. */
    public Future<Boolean> tokensNeeded() {
        if (!openWithoutTokens) {
            return Future.succeededFuture(true);
        }
        if (needed != null && isFresh(neededSince, OPEN_BELIEVED)) {
            return Future.succeededFuture(needed);
        }
        if (asking != null) {
            return asking;
        }
        Future<Boolean> answer = ask();
        // An answer that is there already would be given for ever.
        if (!answer.isComplete()) {
            asking = answer;
        }
        return answer;
    }

    private Future<Boolean> ask() {
        long asked = generation;
        Boolean before = needed;
        Future<Boolean> answer = bus.request(new AnyToken());
        return answer.onComplete(done -> {
                    if (asked == generation) {
                        asking = null;
                        needed = done.succeeded() ? done.result() : before;
                        neededSince = System.nanoTime();
                    }
                })
                // While the store is away nobody makes tokens, and nothing is given out.
                .recover(cause -> before == null ? Future.failedFuture(cause) : Future.succeededFuture(before));
    }

    private Future<Optional<Caller>> withoutToken() {
        return tokensNeeded().map(tokens -> tokens ? Optional.empty() : Optional.of(Caller.LOCAL));
    }

    private Future<Optional<Caller>> caller(Credential credential) {
        Known before = known.get(credential);
        if (before != null && isFresh(before.since, BELIEVED) && !before.caller.hasExpired(Instant.now())) {
            return Future.succeededFuture(Optional.of(before.caller));
        }
        long asked = generation;
        return (credential.kind() == Credential.Kind.BEARER
                        ? bus.request(new FindToken(credential.hash()))
                        : bus.request(new FindSession(credential.hash())))
                .map(token -> Optional.of(Caller.of(token, credential)))
                .onSuccess(found -> {
                    if (asked == generation) {
                        known.put(credential, new Known(found.get(), System.nanoTime()));
                    }
                })
                .recover(cause -> {
                    known.remove(credential);
                    return cause instanceof Failure.NotFound
                            ? Future.succeededFuture(Optional.empty())
                            : Future.failedFuture(cause);
                });
    }

    private static boolean isFresh(long since, Duration time) {
        return System.nanoTime() - since < time.toNanos();
    }
}
