package dev.skydeck.launcher;

import dev.skydeck.gateway.links.LinkTemplate;
import java.util.ArrayList;
import java.util.List;

/** The section {@code links} of the configuration file: where experiments are to be seen elsewhere. */
final class LinkSection {
    private LinkSection() {}

    /** @throws StartRefused if a field is not what it must be */
    static List<LinkTemplate> links(ConfigFile file) {
        List<LinkTemplate> links = new ArrayList<>();
        for (ConfigEntry entry : file.root().entries("links")) {
            entry.only("title", "url");
            try {
                links.add(LinkTemplate.parse(entry.text("title"), entry.text("url")));
            } catch (IllegalArgumentException e) {
                throw entry.refused(String.valueOf(e.getMessage()));
            }
        }
        return links;
    }
}
