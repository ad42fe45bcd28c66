package dev.skydeck.syncer.registry;

import dev.skydeck.messages.links.AddressTemplate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where people look at a policy, such as {@code https://registry.example.org/policy/{policy_version_id}}. */
public record PolicyLink(AddressTemplate<Field> address) {
    /** What stands in braces. */
    enum Field {
        NAME,
        VERSION,
        POLICY_ID,
        POLICY_VERSION_ID;

        private static Field of(String name) {
            return Arrays.stream(values())
                    .filter(field -> field.placeholder().equals("{" + name + "}"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "link has the unknown placeholder {" + name + "}; there are " + all()));
        }

        private String placeholder() {
            return "{" + name().toLowerCase(Locale.ROOT) + "}";
        }

        private static String all() {
            return Arrays.stream(values()).map(Field::placeholder).collect(Collectors.joining(", "));
        }

        private String of(RegisteredPolicy policy) {
            return switch (this) {
                case NAME -> policy.name();
                case VERSION -> policy.version();
                case POLICY_ID -> policy.policyId();
                case POLICY_VERSION_ID -> policy.versionId();
            };
        }
    }

    /** @throws IllegalArgumentException with a sentence for who wrote it */
    public static PolicyLink parse(String link) {
        return new PolicyLink(AddressTemplate.parse("link", link, Field::of));
    }

    /** The address of that one; empty when a value of it would lead elsewhere. */
    Optional<String> of(RegisteredPolicy policy) {
        return address.fill(field -> Optional.of(field.of(policy)));
    }
}
