package dev.skydeck.messages.model;

/**
 * One life of a cluster, from its launch until it is taken down: a cluster of the same name after it is another one, whose
 * job ids start again.
 *
 * @param hash SkyPilot's {@code cluster_hash}
 */
public record ClusterIdentity(String name, String hash) {}
