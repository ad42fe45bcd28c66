package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.FlagSchema;
import dev.skydeck.messages.model.Written;
import java.util.List;

/** What the page keeps for its user, and what the original's file said about flags. */
public sealed interface SettingRequest<R> extends StoreRequest<R> {

    /** The JSON object kept under that key. Fails with {@code NotFound}. */
    record ReadSetting(String key) implements SettingRequest<String> {}

    /** @param value a JSON object, at most 64 KiB */
    record WriteSetting(Command command, String key, String value) implements SettingRequest<Written<String>> {}

    /** Descriptions of flags, by name. */
    record ListFlagSchemas() implements SettingRequest<List<FlagSchema>> {}
}
