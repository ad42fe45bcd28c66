package dev.skydeck.gateway.body;

import java.util.List;
import java.util.stream.Stream;

/** The fields of a specification and of what becomes of its runs, for bodies that refuse fields they do not know. */
final class SpecFields {
    /** All but the name and the command, which files call otherwise too. */
    private static final List<String> SETTINGS = List.of(
            "tool_path",
            "git_branch",
            "flags",
            "nodes",
            "gpus",
            "accelerator",
            "instance_type",
            "cloud",
            "spot",
            "task_template",
            "cluster",
            "stop_cluster");

    private SpecFields() {}

    /** Those with what stands before and after them in a body. */
    static String[] between(List<String> before, List<String> after) {
        return Stream.of(before, SETTINGS, RunRuleFields.NAMES, after)
                .flatMap(List::stream)
                .toArray(String[]::new);
    }
}
