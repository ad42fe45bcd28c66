package dev.skydeck.messages.links;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with placeholders, such as {@code https://wandb.ai/team/runs/{name}}.
 *
 * @param parts literal text and placeholders, in turn
 * @param <P> what a placeholder stands for
 */
public record AddressTemplate<P>(List<Part<P>> parts) {
    /** Longer ones do not open everywhere. */
    private static final int MOST_URL = 8_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    public AddressTemplate {
        parts = List.copyOf(parts);
    }

    /** A piece of an address. */
    public sealed interface Part<P> {
        /** Text that stands in every address. */
        record Literal<P>(String text) implements Part<P> {}

        /** What is filled in. */
        record Value<P>(P placeholder) implements Part<P> {}
    }

    /**
     * Reads one.
     *
     * @param field what the configuration calls it
     * @param placeholder what stands in braces; throws {@link IllegalArgumentException} if there is none of that name
     * @throws IllegalArgumentException with a sentence for who wrote it
     */
    public static <P> AddressTemplate<P> parse(String field, String url, Function<String, P> placeholder) {
        WebAddress.require(field, url);
        List<Part<P>> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(url);
        int end = 0;
        while (matcher.find()) {
            literal(field, url.substring(end, matcher.start()), parts);
            parts.add(new Part.Value<>(placeholder.apply(matcher.group(1))));
            end = matcher.end();
        }
        literal(field, url.substring(end), parts);
        return new AddressTemplate<>(parts);
    }

    private static <P> void literal(String field, String text, List<Part<P>> parts) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException(field + " has a brace without its other half");
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Literal<>(text));
        }
    }

    /** The address with all values percent-encoded; empty when a value is missing, or would lead elsewhere. */
    public Optional<String> fill(Function<P, Optional<String>> value) {
        StringBuilder url = new StringBuilder();
        for (Part<P> part : parts) {
            Optional<String> text = text(part, value);
            if (text.isEmpty() || url.length() > MOST_URL) {
                return Optional.empty();
            }
            url.append(text.get());
        }
        return url.length() > MOST_URL ? Optional.empty() : Optional.of(url.toString());
    }

    private static <P> Optional<String> text(Part<P> part, Function<P, Optional<String>> value) {
        return part instanceof Part.Value<P> filled
                ? value.apply(filled.placeholder())
                        .filter(AddressTemplate::isSegment)
                        .map(PercentEncoding::of)
                : Optional.of(((Part.Literal<P>) part).text());
    }

    /** A browser takes dots for a way up, even encoded ones. */
    private static boolean isSegment(String value) {
        return !value.isEmpty() && !value.equals(".") && !value.equals("..");
    }
}
