package dev.skydeck.messages.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What files declare: experiments and groups, by name.
 *
 * @param name what it makes is marked with; null for a set without a name, which cannot prune
 */
public record FileSet(@Nullable String name, List<DeclaredGroup> groups, List<DeclaredExperiment> experiments) {
    public FileSet {
        groups = List.copyOf(groups);
        experiments = List.copyOf(experiments);
    }
}
