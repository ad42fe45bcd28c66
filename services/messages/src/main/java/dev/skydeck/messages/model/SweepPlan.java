package dev.skydeck.messages.model;

import java.util.List;
import java.util.Optional;

/**
 * What a sweep is to make: one experiment for each combination of its axes.
 *
 * @param name of the sweep and of the group that its members are put into
 * @param base what all members begin with; its name and the texts of its flags are templates, in which {@code ${flag}}
 *     stands for a member's value of that flag
 * @param maxParallel how many members may run at once, at least 1; empty for no limit
 * @param stop holds for members without a rule of their own
 */
public record SweepPlan(String name, Seed base, List<Axis> axes, Optional<Integer> maxParallel, StopRules stop) {
    public SweepPlan {
        axes = List.copyOf(axes);
    }
}
