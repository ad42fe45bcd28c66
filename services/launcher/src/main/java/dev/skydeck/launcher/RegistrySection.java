package dev.skydeck.launcher;

import dev.skydeck.syncer.registry.PolicyLink;
import dev.skydeck.syncer.registry.RegistryOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** The section {@code policy_registry} of the configuration file, see {@link RegistryOptions}. */
final class RegistrySection {
    private RegistrySection() {}

    /**
     * Empty when there is no such section.
     *
     * @throws StartRefused if a field is not what it must be
     */
    static Optional<RegistryOptions> registry(ConfigFile file) {
        ConfigEntry section = file.root().entry("policy_registry").only("url", "link", "timeout", "token");
        if (section.names().isEmpty()) {
            return Optional.empty();
        }
        String url = section.text("url");
        Optional<String> link = section.textOrNone("link");
        Optional<BigDecimal> timeout = section.numberOrNone("timeout");
        Optional<String> token = section.textOrNone("token");
        try {
            return Optional.of(new RegistryOptions(
                    url,
                    link.map(PolicyLink::parse),
                    timeout.map(RegistrySection::seconds).orElse(RegistryOptions.DEFAULT_TIMEOUT),
                    token));
        } catch (IllegalArgumentException e) {
            throw section.refused(String.valueOf(e.getMessage()));
        }
    }

    /** What is no time-out comes out as the longest or none, and is refused as such. */
    private static Duration seconds(BigDecimal seconds) {
        return Duration.ofMillis((long) (seconds.doubleValue() * 1_000));
    }
}
