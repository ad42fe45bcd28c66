package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/** What a policy registry says of a checkpoint; whatever it did not say is null. */
public record PolicyVersion(
        @Nullable String observatoryUrl,
        @Nullable String version,
        @Nullable String policyId,
        @Nullable String policyVersionId) {
    public static final PolicyVersion NONE = new PolicyVersion(null, null, null, null);
}
