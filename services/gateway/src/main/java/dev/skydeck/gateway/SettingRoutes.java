package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.JsonValue;
import dev.skydeck.gateway.body.SettingBody;
import dev.skydeck.gateway.body.StoredJson;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.ApiMapper;
import dev.skydeck.gateway.view.FlagSchemaView;
import dev.skydeck.messages.SettingRequest.ListFlagSchemas;
import dev.skydeck.messages.SettingRequest.ReadSetting;
import dev.skydeck.messages.SettingRequest.WriteSetting;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;

/** The operations on what pages keep for their users, and on what is known of flags whatever the tool. */
final class SettingRoutes {
    private static final int MAX_KEY = 256;
    private static final String NOT_FOUND = "Setting not found";

    private final Bus bus;
    private final Revisions revisions;

    SettingRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> read(Call call) {
        long revision = revisions.newest();
        String key = key(call);
        return bus.request(new ReadSetting(key))
                // An imported value that is no JSON is as good as none.
                .compose(text -> StoredJson.read(text)
                        .map(value -> Future.succeededFuture(answer(revision, key, value)))
                        .orElseGet(() -> Future.failedFuture(new Failure.NotFound(NOT_FOUND))))
                .recover(cause -> Future.failedFuture(
                        cause instanceof Failure.NotFound ? new Failure.NotFound(NOT_FOUND) : cause));
    }

    Future<Reply> write(Call call) {
        String key = key(call);
        JsonValue value = SettingBody.read(call.body()).value();
        String text = new String(ApiMapper.bytes(value), StandardCharsets.UTF_8);
        return bus.request(new WriteSetting(call.command(), key, text)).map(done -> {
            revisions.saw(done.revision());
            return answer(done.revision(), key, value);
        });
    }

    Future<Reply> flagSchemas(Call call) {
        long revision = revisions.newest();
        return bus.request(new ListFlagSchemas())
                .map(schemas -> Reply.of(
                        revision,
                        new Answers.OfFlagSchemas(
                                schemas.stream().map(FlagSchemaView::of).toList())));
    }

    private static Reply answer(long revision, String key, JsonValue value) {
        return Reply.of(revision, new Answers.OfSetting(key, value));
    }

    /** @throws Failure.NotFound for what is no key: a slash ends one, written as {@code %2F} too, as in the first SkyDeck */
    private static String key(Call call) {
        String key = call.path("key");
        if (key.length() > MAX_KEY || key.indexOf('/') >= 0 || key.indexOf('\0') >= 0) {
            throw new Failure.NotFound("Not Found");
        }
        return key;
    }
}
