package dev.skydeck.syncer.registry;

import dev.skydeck.messages.links.WebAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which policy registry is asked, and how.
 *
 * @param url what its paths are appended to; {@code https}, or {@code http} on this machine
 * @param link where people look at a policy; empty when nowhere
 * @param timeout of one question, until the whole answer is there
 * @param token sent as {@code Authorization: Bearer}; shown nowhere
 */
public record RegistryOptions(String url, Optional<PolicyLink> link, Duration timeout, Optional<String> token) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4000}");

    /** @throws IllegalArgumentException with a sentence for who wrote it */
    public RegistryOptions {
        WebAddress.require("url", url);
        if (url.matches(".*[?#{}].*")) {
            throw new IllegalArgumentException("url must end with its path, for /stats/policy-versions is appended");
        }
        url = url.replaceFirst("/+$", "");
        if (timeout.toMillis() < 100 || timeout.toSeconds() > 60) {
            throw new IllegalArgumentException("timeout must be 0.1 to 60 seconds");
        }
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw new IllegalArgumentException("token must have 1 to 4000 visible characters of ASCII");
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "RegistryOptions[url=" + url + ", timeout=" + timeout + "]";
    }
}
