package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.FileSet;
import java.util.List;

/** The body of {@code plan} and {@code apply}: YAML texts, each with the name of where it is from. */
public record FileSetBody(FileSet set, boolean prune) {
    private static final int MAX_SOURCES = 100;
    private static final int MAX_SOURCE_NAME = 256;

    /**
     * Takes a while for long files: not on an event loop.
     *
     * @throws InvalidInput with every wrong field, each with its source
     */
    public static FileSetBody read(byte[] body) {
        Fields fields = Fields.of(JsonReader.readTexts(body), Fields.Form.DICT);
        fields.only("documents", "prune");
        boolean prune = fields.bool("prune").orElse(false);
        List<JsonValue> documents = fields.items("documents");
        if (fields.get("documents") == null) {
            fields.missing("documents");
        } else if (documents.size() > MAX_SOURCES) {
            String rule = "There are at most " + MAX_SOURCES + " documents.";
            fields.problems().add("too_long", fields.loc("documents"), rule, null);
            fields.check();
        }
        FileSetReader reader = new FileSetReader();
        for (int i = 0; i < documents.size(); i++) {
            Fields document = fields.inside(documents.get(i), fields.loc("documents", i));
            document.only("source", "text");
            String source = source(document);
            String text = document.requiredText("text");
            fields.check();
            reader.read(source, text);
        }
        fields.check();
        return new FileSetBody(reader.done(prune), prune);
    }

    private static String source(Fields document) {
        String source = document.requiredText("source");
        boolean wrong = source.isBlank()
                || source.length() > MAX_SOURCE_NAME
                || source.codePoints().anyMatch(Character::isISOControl);
        if (wrong && !document.problems().has(document.loc("source"))) {
            String rule = "A source's name has 1 to " + MAX_SOURCE_NAME + " characters, no control characters.";
            document.problems().add("value_error", document.loc("source"), rule, null);
        }
        return source;
    }
}
