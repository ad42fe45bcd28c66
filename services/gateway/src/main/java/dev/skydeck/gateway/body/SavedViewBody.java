package dev.skydeck.gateway.body;

import dev.skydeck.gateway.filter.Filter;
import dev.skydeck.gateway.filter.FilterProblem;
import dev.skydeck.gateway.filter.Sort;
import dev.skydeck.gateway.view.ApiMapper;
import dev.skydeck.messages.model.PlainName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The bodies of {@code createView} and {@code editView}.
 *
 * @param layout what the page keeps beside the filter, JSON text
 */
public record SavedViewBody(
        Optional<String> name, Optional<String> filter, Optional<String> layout, Optional<Boolean> shared) {
    private static final int MAX_LAYOUT = 64 << 10;
    private static final int MAX_COLUMNS = 1_000;

    /** @throws InvalidInput with every wrong field */
    public static SavedViewBody created(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        if (fields.get("name") == null) {
            fields.missing("name");
        }
        return read(fields);
    }

    /** @throws InvalidInput with every wrong field */
    public static SavedViewBody edited(byte[] body) {
        return read(Fields.of(body, Fields.Form.DICT));
    }

    private static SavedViewBody read(Fields fields) {
        Optional<String> name = fields.text("name");
        name.flatMap(text -> PlainName.problem("A view", text)).ifPresent(rule -> problem(fields, "name", rule));
        Optional<String> filter = fields.text("filter");
        filter.ifPresent(text -> check(fields, text));
        Optional<String> layout = layout(fields);
        Optional<Boolean> shared = fields.bool("shared");
        fields.only("name", "filter", "layout", "shared");
        fields.check();
        return new SavedViewBody(name, filter, layout, shared);
    }

    private static void check(Fields fields, String filter) {
        try {
            Filter unused = Filter.parse(filter);
        } catch (FilterProblem problem) {
            ListParameters.addTo(fields.problems(), fields.loc("filter"), problem, filter);
        }
    }

    private static Optional<String> layout(Fields fields) {
        JsonValue sent = fields.get("layout");
        if (sent == null) {
            return Optional.empty();
        }
        byte[] text = ApiMapper.bytes(sent);
        if (!(sent instanceof JsonValue.Obj) || text.length > MAX_LAYOUT) {
            problem(fields, "layout", "A JSON object of at most " + MAX_LAYOUT + " bytes.");
        } else {
            checkLayout(fields.inside(sent, fields.loc("layout")));
        }
        return Optional.of(new String(text, StandardCharsets.UTF_8));
    }

    /** What every page must understand the same; the rest of a layout is its page's own. */
    private static void checkLayout(Fields layout) {
        layout.text("sort").ifPresent(text -> {
            try {
                Sort unused = Sort.parse(text);
            } catch (FilterProblem problem) {
                ListParameters.addTo(layout.problems(), layout.loc("sort"), problem, text);
            }
        });
        for (String list : List.of("columns", "flags")) {
            if (layout.texts(list).stream().anyMatch(names -> names.size() > MAX_COLUMNS)) {
                problem(layout, list, "At most " + MAX_COLUMNS + " names.");
            }
        }
    }

    private static void problem(Fields fields, String name, String rule) {
        if (!fields.problems().has(fields.loc(name))) {
            fields.problems().add("value_error", fields.loc(name), rule, null);
        }
    }
}
