package dev.skydeck.messages.model;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token of a launch, {@code sd1:<instance>:<experiment>:<sequence>:<nonce>}. It travels in the task's
 * {@code _metadata} under {@link #METADATA_KEY} and, as a hint only, as the job name's suffix.
 *
 * @param instance the id of the SkyDeck installation
 * @param nonce 13 base32 characters, 65 random bits
 */
public record LaunchToken(String instance, long experimentId, long sequence, String nonce) {
    /** The key of a job's metadata that holds the token. */
    public static final String METADATA_KEY = "skydeck";

    private static final Pattern FORM = Pattern.compile("sd1:([a-z0-9]+):([0-9]{1,18}):([0-9]{1,18}):([a-z2-7]{13})");

    /** The token of that text, or empty when the text is no token of ours. */
    public static Optional<LaunchToken> parse(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches()
                ? Optional.of(
                        new LaunchToken(m.group(1), Long.parseLong(m.group(2)), Long.parseLong(m.group(3)), m.group(4)))
                : Optional.empty();
    }

    /** The token's text, as it is stored and sent. */
    public String text() {
        return "sd1:" + instance + ":" + experimentId + ":" + sequence + ":" + nonce;
    }

    /** Six base32 characters, the end of the job's name. */
    public String suffix() {
        return nonce.substring(0, 6);
    }

    /**
     * A name that SkyPilot accepts for the job of an experiment of that name. SkyPilot takes
     * {@code [a-zA-Z0-9]+(?:[._-]{1,2}[a-zA-Z0-9]+)*} (seen on 0.14.1).
     */
    public String jobName(String experimentName) {
        String plain =
                Normalizer.normalize(experimentName, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        String slug = plain.replaceAll("[^A-Za-z0-9]+", "-");
        slug = slug.substring(0, Math.min(slug.length(), 40)).replaceAll("^-+|-+$", "");
        String stem = slug.isEmpty() ? "exp-" + experimentId : slug.toLowerCase(Locale.ROOT);
        return stem + "-" + suffix();
    }
}
