package dev.skydeck.messages.model;

/** Where an experiment's files are in a bucket. */
public final class CheckpointFolder {
    private CheckpointFolder() {}

    /**
     * What the keys of the experiment's files begin with, {@code <prefix>/<experiment name>/}.
     *
     * @param prefix slashes around it do not count; may be empty
     */
    public static String of(String prefix, String experimentName) {
        String trimmed = prefix.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? experimentName + "/" : trimmed + "/" + experimentName + "/";
    }
}
