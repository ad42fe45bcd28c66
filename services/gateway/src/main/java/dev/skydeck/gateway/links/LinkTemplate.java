package dev.skydeck.gateway.links;

import dev.skydeck.messages.links.AddressTemplate;
import dev.skydeck.messages.model.Experiment;
import java.util.Optional;

/**
 * A link of the configuration that holds for all experiments, such as {@code https://wandb.ai/team/runs/{name}?lr={flags.lr}}.
 *
 * @param title what people click on
 */
public record LinkTemplate(String title, AddressTemplate<Placeholder> address) {
    private static final int MOST_TITLE = 60;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a sentence for who wrote it
     */
    public static LinkTemplate parse(String title, String url) {
        if (title.isBlank() || title.length() > MOST_TITLE) {
            throw new IllegalArgumentException("title must have 1 to " + MOST_TITLE + " characters");
        }
        return new LinkTemplate(title.strip(), AddressTemplate.parse("url", url, Placeholder::of));
    }

    /** The address for an experiment; empty when a value of it is missing. */
    public Optional<String> of(Experiment experiment) {
        return address.fill(placeholder -> placeholder.of(experiment));
    }
}
