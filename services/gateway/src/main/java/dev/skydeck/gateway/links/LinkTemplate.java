package dev.skydeck.gateway.links;

import dev.skydeck.messages.model.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link of the configuration that holds for all experiments, such as {@code https://wandb.ai/team/runs/{name}?lr={flags.lr}}.
 *
 * @param title what people click on
 * @param parts literal text and placeholders, in turn
 */
public record LinkTemplate(String title, List<Part> parts) {
    private static final int MOST_TITLE = 60;
    private static final int MOST_TEMPLATE = 2_000;
    /** Longer ones do not open everywhere. */
    private static final int MOST_URL = 8_000;

    private static final Pattern URL =
            Pattern.compile("(https?)://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?([/?#].*)?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Pattern ALLOWED = Pattern.compile("[!#-;=?-\\[\\]_a-z~{}]*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    public LinkTemplate {
        parts = List.copyOf(parts);
    }

    /** A piece of an address. */
    public sealed interface Part {
        /** Text that stands in every address. */
        record Literal(String text) implements Part {}

        /** What an experiment says of itself. */
        record Value(Placeholder placeholder) implements Part {}
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a sentence for who wrote it
     */
    public static LinkTemplate parse(String title, String url) {
        if (title.isBlank() || title.length() > MOST_TITLE) {
            throw new IllegalArgumentException("title must have 1 to " + MOST_TITLE + " characters");
        }
        requireUrl(url);
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(url);
        int end = 0;
        while (matcher.find()) {
            literal(url.substring(end, matcher.start()), parts);
            parts.add(new Part.Value(Placeholder.of(matcher.group(1))));
            end = matcher.end();
        }
        literal(url.substring(end), parts);
        return new LinkTemplate(title.strip(), parts);
    }

    private static void literal(String text, List<Part> parts) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException("url has a brace without its other half");
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text));
        }
    }

    private static void requireUrl(String url) {
        if (url.length() > MOST_TEMPLATE || !ALLOWED.matcher(url).matches()) {
            throw new IllegalArgumentException("url must have at most " + MOST_TEMPLATE
                    + " characters, those that addresses have and placeholders in braces");
        }
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "url must begin with https:// and the name of a host, without placeholders in it");
        }
        if (matcher.group(1).equals("http")
                && !LOOPBACK.matcher(matcher.group(2)).matches()) {
            throw new IllegalArgumentException(
                    "url must be https; http is for this machine only, and " + matcher.group(2) + " is another");
        }
    }

    /** The address for an experiment; empty when a value of it is missing. */
    public Optional<String> of(Experiment experiment) {
        StringBuilder url = new StringBuilder();
        for (Part part : parts) {
            Optional<String> text = text(part, experiment);
            if (text.isEmpty() || url.length() > MOST_URL) {
                return Optional.empty();
            }
            url.append(text.get());
        }
        return url.length() > MOST_URL ? Optional.empty() : Optional.of(url.toString());
    }

    private static Optional<String> text(Part part, Experiment experiment) {
        return part instanceof Part.Value value
                ? value.placeholder()
                        .of(experiment)
                        .filter(LinkTemplate::isSegment)
                        .map(PercentEncoding::of)
                : Optional.of(((Part.Literal) part).text());
    }

    /** A browser takes dots for a way up, even encoded ones. */
    private static boolean isSegment(String value) {
        return !value.isEmpty() && !value.equals(".") && !value.equals("..");
    }
}
