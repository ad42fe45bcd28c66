package dev.skydeck.gateway.body;

import java.util.List;
import java.util.Optional;

/** The body of {@code createGroup}. */
public record CreateGroupBody(String name, List<String> flags, Optional<String> namePrefix, Optional<Long> maxSpend) {
    /** Of a name and of a prefix. An empty name is no error to the first SkyDeck, so it is none here. */
    static final int MOST_CHARACTERS = 256;

    public CreateGroupBody {
        flags = List.copyOf(flags);
    }

    /** @throws InvalidInput with every wrong field */
    public static CreateGroupBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        String name = fields.requiredText("name");
        List<String> flags = fields.texts("flags").orElse(List.of());
        Optional<String> namePrefix = Optional.ofNullable(fields.nullableText("name_prefix"));
        Optional<Long> maxSpend = fields.dollars("max_spend");
        fields.atMost("name", MOST_CHARACTERS);
        fields.atMost("name_prefix", MOST_CHARACTERS);
        fields.check();
        return new CreateGroupBody(name, flags, namePrefix, maxSpend);
    }
}
