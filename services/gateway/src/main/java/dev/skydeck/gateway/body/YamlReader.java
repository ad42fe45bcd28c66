package dev.skydeck.gateway.body;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads YAML documents strictly, from the parser's events: no object is ever made of a tag. Numbers keep their text, {@code yes}
 * and dates are texts. No tags, no doubled keys, nothing that is a part of itself; limits on length, depth, aliases and on the
 * number of parts, in which what an alias stands for counts each time.
 */
final class YamlReader {
    static final int MAX_CODE_POINTS = 1 << 20;
    static final int MAX_DOCUMENTS = 100;
    static final int MAX_ALIASES = 50;
    static final int MAX_DEPTH = 32;
    static final int MAX_PARTS = 20_000;
    static final int MAX_TEXT = 65_536;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int MAX_NUMBER = 1_000;

    /** A value, how deep it is and how many parts it has, itself counted. */
    private record Anchored(JsonValue value, int height, int parts) {}

    private final Iterator<Event> events;
    private final Map<String, @Nullable Anchored> anchors = new HashMap<>();
    private int aliases;
    private int parts;
    /** Of the value that was read last. */
    private int height;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * The documents, empty ones left out.
     *
     * @throws YamlProblem if it is no YAML, or beyond the limits
     */
    static List<JsonValue> read(String text) {
        if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
            throw new YamlProblem("it has more than 1,048,576 characters");
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        try {
            return new YamlReader(
                            new Yaml(options).parse(new StringReader(text)).iterator())
                    .documents();
        } catch (MarkedYAMLException e) {
            throw new YamlProblem(
                    line(e.getProblemMark() == null ? -1 : e.getProblemMark().getLine()) + "this is no YAML: "
                            + e.getProblem());
        } catch (YAMLException e) {
            throw new YamlProblem("this is no YAML: " + e.getMessage());
        }
    }

    private static String line(int line) {
        return line < 0 ? "" : "line " + (line + 1) + ": ";
    }

    private static YamlProblem problem(Event at, String sentence) {
        return new YamlProblem(
                line(at.getStartMark() == null ? -1 : at.getStartMark().getLine()) + sentence);
    }

    private List<JsonValue> documents() {
        List<JsonValue> documents = new ArrayList<>();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (documents.size() == MAX_DOCUMENTS) {
                    throw problem(event, "there are at most " + MAX_DOCUMENTS + " documents");
                }
                anchors.clear();
                JsonValue document = value(events.next(), 1);
                if (!(document instanceof JsonValue.Null)) {
                    documents.add(document);
                }
            }
        }
        return documents;
    }

    private JsonValue value(Event event, int depth) {
        if (event instanceof AliasEvent alias) {
            return aliased(alias, depth);
        }
        count(event, 1);
        if (depth > MAX_DEPTH) {
            throw problem(event, "values are nested at most " + MAX_DEPTH + " deep");
        }
        @Nullable String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            // Not there until it is whole: what names it before is a part of it.
            anchors.put(anchor, null);
        }
        int before = parts;
        JsonValue value = content(event, depth);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(value, height, parts - before + 1));
        }
        return value;
    }

    private JsonValue content(Event event, int depth) {
        if (event instanceof MappingStartEvent start) {
            refuseTag(event, start.getTag());
            return mapping(depth);
        }
        if (event instanceof SequenceStartEvent start) {
            refuseTag(event, start.getTag());
            return sequence(depth);
        }
        ScalarEvent scalar = (ScalarEvent) event;
        refuseTag(event, scalar.getTag());
        height = 1;
        return scalar(scalar);
    }

    private static void refuseTag(Event event, @Nullable String tag) {
        if (tag != null) {
            throw problem(event, "tags such as " + tag + " are not allowed; write the value itself");
        }
    }

    private JsonValue aliased(AliasEvent alias, int depth) {
        if (++aliases > MAX_ALIASES) {
            throw problem(alias, "there are at most " + MAX_ALIASES + " aliases");
        }
        if (!anchors.containsKey(alias.getAnchor())) {
            throw problem(alias, "*" + alias.getAnchor() + " names no anchor before it");
        }
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw problem(alias, "*" + alias.getAnchor() + " is a part of itself");
        }
        if (depth + anchored.height() - 1 > MAX_DEPTH) {
            throw problem(alias, "values are nested at most " + MAX_DEPTH + " deep");
        }
        count(alias, anchored.parts());
        height = anchored.height();
        return anchored.value();
    }

    private void count(Event event, int more) {
        parts += more;
        if (parts > MAX_PARTS) {
            throw problem(event, "there are at most 20,000 values, those behind aliases counted each time");
        }
    }

    private JsonValue mapping(int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        int highest = 0;
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw problem(event, "a key is a plain text");
            }
            refuseTag(key, key.getTag());
            if (members.containsKey(key.getValue())) {
                throw problem(key, "the key " + key.getValue() + " is there already");
            }
            members.put(text(key), value(events.next(), depth + 1));
            highest = Math.max(highest, height);
        }
        height = highest + 1;
        return new JsonValue.Obj(members);
    }

    private JsonValue sequence(int depth) {
        List<JsonValue> items = new ArrayList<>();
        int highest = 0;
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            items.add(value(event, depth + 1));
            highest = Math.max(highest, height);
        }
        height = highest + 1;
        return new JsonValue.Arr(items);
    }

    private static JsonValue scalar(ScalarEvent scalar) {
        String text = text(scalar);
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return new JsonValue.Text(text);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> new JsonValue.Null();
            case "true", "True", "TRUE" -> new JsonValue.Bool(true);
            case "false", "False", "FALSE" -> new JsonValue.Bool(false);
            default ->
                text.length() <= MAX_NUMBER && NUMBER.matcher(text).matches()
                        ? new JsonValue.Num(text)
                        : new JsonValue.Text(text);
        };
    }

    private static String text(ScalarEvent scalar) {
        if (scalar.getValue().length() > MAX_TEXT) {
            throw problem(scalar, "a text has at most 65,536 characters");
        }
        return scalar.getValue();
    }
}
