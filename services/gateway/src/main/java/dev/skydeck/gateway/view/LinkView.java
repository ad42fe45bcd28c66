package dev.skydeck.gateway.view;

import dev.skydeck.gateway.links.LinkTemplate;
import dev.skydeck.messages.model.Experiment;
import java.util.List;

/** A link of an experiment to somewhere else. */
public record LinkView(String title, String url) {
    /** Those that it has all values for. */
    public static List<LinkView> of(List<LinkTemplate> templates, Experiment experiment) {
        return templates.stream()
                .flatMap(template -> template.of(experiment).map(url -> new LinkView(template.title(), url)).stream())
                .toList();
    }
}
