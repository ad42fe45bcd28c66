package dev.skydeck.messages.model;

/** Where an experiment's files are in a bucket. */
public final class CheckpointFolder {
    private static final String NAME = "{name}";

    private CheckpointFolder() {}

    /**
     * What the keys of the experiment's files begin with: {@code <prefix>/<experiment name>/}, or the prefix itself with the name in
     * the place of each <code>{name}</code>. It ends with a slash.
     *
     * @param prefix slashes around it do not count; may be empty
     */
    public static String of(String prefix, String experimentName) {
        String trimmed = prefix.replaceAll("^/+|/+$", "");
        if (trimmed.contains(NAME)) {
            return trimmed.replace(NAME, experimentName) + "/";
        }
        return trimmed.isEmpty() ? experimentName + "/" : trimmed + "/" + experimentName + "/";
    }
}
