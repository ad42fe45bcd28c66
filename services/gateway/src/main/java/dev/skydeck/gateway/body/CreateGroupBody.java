package dev.skydeck.gateway.body;

import java.util.List;

/** The body of {@code createGroup}. */
public record CreateGroupBody(String name, List<String> flags) {
    public CreateGroupBody {
        flags = List.copyOf(flags);
    }

    /** @throws InvalidInput with every wrong field */
    public static CreateGroupBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        String name = fields.requiredText("name");
        List<String> flags = fields.texts("flags").orElse(List.of());
        fields.check();
        return new CreateGroupBody(name, flags);
    }
}
