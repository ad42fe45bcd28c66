package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.Experiment;
import java.util.List;

/**
 * What a filter looks at.
 *
 * @param groups names of the groups that the experiment is in
 * @param me who asks
 */
public record Candidate(Experiment experiment, List<String> groups, String me) {
    public Candidate {
        groups = List.copyOf(groups);
    }
}
