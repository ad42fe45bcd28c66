package dev.skydeck.syncer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's name says: a checkpoint or a replay of which epoch. The forms are those of the original:
 * {@code run:v100.mpt}, {@code v100.mpt}, {@code checkpoint_100.mpt}, {@code epoch_5.mpt}, {@code model_10.mpt},
 * {@code step-10.mpt}, {@code 100.mpt}, in any case.
 */
record CheckpointName(Kind kind, long epoch) {
    private static final String CHECKPOINT_END = ".mpt";
    private static final String REPLAY_END = ".json.z";
    private static final String REPLAY_START = "replay";
    /** A longer number is a date or an accident, and no epoch. */
    private static final String NUMBER = "(\\d{1,15})(?!\\d)";

    private static final Pattern VERSION = Pattern.compile("(?:^|[^a-z])v" + NUMBER);
    private static final Pattern WORD = Pattern.compile("(?:checkpoint|epoch|model|step|replay)[_-]" + NUMBER);
    private static final Pattern AT_THE_END = Pattern.compile("(?<!\\d)" + NUMBER + "$");

    enum Kind {
        CHECKPOINT,
        REPLAY
    }

    /** Empty for any other file, and for a name without an epoch. */
    static Optional<CheckpointName> parse(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(CHECKPOINT_END)) {
            return epoch(name.substring(0, name.length() - CHECKPOINT_END.length()))
                    .map(epoch -> new CheckpointName(Kind.CHECKPOINT, epoch));
        }
        if (name.endsWith(REPLAY_END)) {
            return epoch(name.substring(0, name.length() - REPLAY_END.length()))
                    .map(epoch -> new CheckpointName(Kind.REPLAY, epoch));
        }
        return name.startsWith(REPLAY_START)
                ? epoch(name).map(epoch -> new CheckpointName(Kind.REPLAY, epoch))
                : Optional.empty();
    }

    private static Optional<Long> epoch(String stem) {
        for (Pattern form : new Pattern[] {VERSION, WORD, AT_THE_END}) {
            Matcher m = form.matcher(stem);
            if (m.find()) {
                return Optional.of(Long.parseLong(m.group(1)));
            }
        }
        return Optional.empty();
    }
}
