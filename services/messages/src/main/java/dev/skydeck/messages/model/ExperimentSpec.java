package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * What a launch needs to know of an experiment; a launch keeps a copy, so that later edits do not rewrite history.
 *
 * @param name used exactly in {@code run=} and in S3; see {@link ExperimentName}
 * @param baseCommand a shell fragment, used as it is
 * @param toolPath appended to the command; null for none
 * @param gitBranch appended as {@code --git-ref}, unless null or {@code -}
 * @param nodes at least 1
 * @param gpus per node, 0 or more
 * @param accelerator the accelerator's SkyPilot name, such as {@code H100}; null to take the template's or the default
 * @param instanceType a cloud's instance type; null for any
 * @param cloud SkyPilot's infra or cloud name; null for any
 * @param taskTemplate name of the stored task template that its task starts from; null for the group's or none
 * @param cluster name of the cluster that its jobs run on; null for managed jobs, each on a cluster of its own
 * @param stopCluster stop that cluster, too, when the experiment is stopped; false without a cluster
 */
public record ExperimentSpec(
        String name,
        String baseCommand,
        @Nullable String toolPath,
        @Nullable String gitBranch,
        Flags flags,
        int nodes,
        int gpus,
        @Nullable String accelerator,
        @Nullable String instanceType,
        @Nullable String cloud,
        boolean spot,
        @Nullable String taskTemplate,
        @Nullable String cluster,
        boolean stopCluster) {

    /** The same under another name and with other flags. */
    public ExperimentSpec with(String otherName, Flags otherFlags) {
        return new ExperimentSpec(
                otherName,
                baseCommand,
                toolPath,
                gitBranch,
                otherFlags,
                nodes,
                gpus,
                accelerator,
                instanceType,
                cloud,
                spot,
                taskTemplate,
                cluster,
                stopCluster);
    }
}
