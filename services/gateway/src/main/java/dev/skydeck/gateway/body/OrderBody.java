package dev.skydeck.gateway.body;

import java.util.ArrayList;
import java.util.List;

/** The body of the operations that reorder: ids as text or numbers, first to last. No list is an empty one. */
public record OrderBody(List<String> ids) {
    /** Stands for an id that nothing has, so that the positions after it stay what they are. */
    private static final long NOTHING = 0;

    public OrderBody {
        ids = List.copyOf(ids);
    }

    /** @throws InvalidInput with every wrong field */
    public static OrderBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        List<String> ids = new ArrayList<>();
        JsonValue sent = fields.get("order");
        if (sent instanceof JsonValue.Arr array) {
            for (int i = 0; i < array.items().size(); i++) {
                ids.add(id(array.items().get(i), i, fields.problems()));
            }
        } else if (sent != null) {
            fields.problems().add("list_type", Fields.loc("order"), "Input should be a valid list", sent);
        }
        fields.check();
        return new OrderBody(ids);
    }

    private static String id(JsonValue item, int position, Problems problems) {
        if (item instanceof JsonValue.Text text) {
            return text.value();
        }
        if (item instanceof JsonValue.Num number) {
            return number.literal();
        }
        problems.add("string_type", List.of("body", "order", position), "Input should be a valid string", item);
        return "";
    }

    /** The ids of experiments; a text that means no number stands for nothing. */
    public List<Long> numbers() {
        return ids.stream().map(id -> IdText.number(id).orElse(NOTHING)).toList();
    }
}
