package dev.skydeck.messages.model;

import java.util.List;
import java.util.Optional;

/**
 * A group as a file declares it. What is empty stays as it is, or is as in a new group.
 *
 * @param place where it is declared, for a person: {@code runs.yaml, document 1, groups[0]}
 * @param maxParallel at least 1; 0 for no limit
 * @param maxGpus at least 1; 0 for no limit
 * @param flags names of the flags to show as columns
 * @param namePrefix an empty text for none
 * @param taskTemplate an empty text for none
 */
public record DeclaredGroup(
        String place,
        String name,
        Optional<Integer> maxParallel,
        Optional<Integer> maxGpus,
        Optional<List<String>> flags,
        Optional<String> namePrefix,
        Optional<String> taskTemplate) {
    public DeclaredGroup {
        flags = flags.map(List::copyOf);
    }
}
