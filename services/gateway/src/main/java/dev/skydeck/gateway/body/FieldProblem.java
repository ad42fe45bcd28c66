package dev.skydeck.gateway.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a 422.
 *
 * @param type a word for programs, such as {@code missing}
 * @param loc from {@code body}, {@code query} or {@code header} inwards: names and positions
 * @param msg what is allowed
 * @param input what was sent; left out when it is too long to repeat
 * @param ctx more for programs; left out when there is none
 */
public record FieldProblem(
        String type,
        List<Object> loc,
        String msg,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonValue input,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> ctx) {
    public FieldProblem {
        loc = List.copyOf(loc);
        ctx = ctx == null ? null : Map.copyOf(ctx);
    }
}
