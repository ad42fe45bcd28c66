package dev.skydeck.skypilot;

import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this process learnt of the server since the connection to it was last lost. */
final class Knowledge {
    private final Duration settle;
    private @Nullable ServerHealth health;
    private long number;
    private @Nullable String loginExpired;
    private final Map<JobKey, String> tokens = new HashMap<>();
    private final Set<String> lackingFields = new HashSet<>();

    /** @param settle how long absence must last before it proves anything, unless the server says so itself */
    Knowledge(Duration settle) {
        this.settle = settle;
    }

    /** Our login is no longer good. */
    void loggedOut(String sentence) {
        loginExpired = sentence;
    }

    void loggedIn() {
        loginExpired = null;
    }

    /** Why nothing can be sent until somebody logs in again; null while all is well. */
    @Nullable
    String loginExpired() {
        return loginExpired;
    }

    /** @param storesNumber the store's number of the server */
    void isNumber(long storesNumber) {
        number = storesNumber;
    }

    /** The store's number of the server; 0 before the first reading. */
    long number() {
        return number;
    }

    void connected(ServerHealth seen) {
        health = seen;
    }

    /** Forgets everything: the next answer may come from another server. */
    void lost() {
        health = null;
        tokens.clear();
        lackingFields.clear();
    }

    @Nullable
    ServerHealth health() {
        return health;
    }

    /** What matters of it to tasks. */
    TaskBuilder.Server server() {
        return new TaskBuilder.Server(isSandbox(), apiVersion());
    }

    /** The server's API version; 0 when unknown. */
    int apiVersion() {
        ServerHealth seen = health;
        return seen == null ? 0 : seen.apiVersion();
    }

    /** Fields of the queue that this server said it does not know. */
    Set<String> lackingFields() {
        return lackingFields;
    }

    /** False when that was known already. */
    boolean lacks(String field) {
        return lackingFields.add(field);
    }

    boolean isSandbox() {
        ServerHealth seen = health;
        return seen != null && seen.sandbox();
    }

    Duration settle() {
        ServerHealth seen = health;
        return seen == null || seen.settle() == null ? settle : seen.settle();
    }

    /** @param server the store's number of the server or cluster whose queue has the rows */
    void saw(long server, List<ObservedJob> rows) {
        for (ObservedJob row : rows) {
            String token = row.metadata().get(LaunchToken.METADATA_KEY);
            if (token != null) {
                tokens.put(new JobKey(server, row.jobId(), 0), token);
            }
        }
    }

    /** Whether that job was seen to carry that token. */
    boolean isOurs(long server, long jobId, String token) {
        return token.equals(tokens.get(new JobKey(server, jobId, 0)));
    }
}
