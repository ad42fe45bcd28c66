package dev.skydeck.syncer;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which files are checkpoints and replays, and of which epoch. A pattern is a regular expression that is looked for in a file's name,
 * in any case; its first group is the epoch. The first that is found counts, checkpoints before replays.
 *
 * @param checkpoints patterns of checkpoints
 * @param replays patterns of replays
 */
public record FilePatterns(List<String> checkpoints, List<String> replays) {
    /** A longer number is a date or an accident, and no epoch. */
    private static final String NUMBER = "(\\d{1,15})(?!\\d)";

    private static final List<String> FORMS = List.of(
            "(?:^|[^a-z])v" + NUMBER + ".*",
            "(?:checkpoint|epoch|model|step|replay)[_-]" + NUMBER + ".*",
            "(?<!\\d)" + NUMBER);

    /**
     * The forms of the original: {@code run:v100.mpt}, {@code v100.mpt}, {@code checkpoint_100.mpt}, {@code epoch_5.mpt},
     * {@code model_10.mpt}, {@code step-10.mpt}, {@code 100.mpt}; the same with {@code .json.z}, and names that begin with
     * {@code replay}, for replays.
     */
    public static final FilePatterns ORIGINAL = new FilePatterns(
            forms(form -> form + "\\.mpt$"),
            Stream.concat(
                            forms(form -> form + "\\.json\\.z$").stream(),
                            forms(form -> "^(?=replay).*?" + form + "$").stream())
                    .toList());

    private static final int MOST_PATTERNS = 50;

    /** @throws IllegalArgumentException if one is no regular expression with a group, or there are more than 50 of a kind */
    public FilePatterns {
        checkpoints = List.copyOf(checkpoints);
        replays = List.copyOf(replays);
        for (List<String> patterns : List.of(checkpoints, replays)) {
            if (patterns.size() > MOST_PATTERNS) {
                throw new IllegalArgumentException("there are at most " + MOST_PATTERNS + " patterns");
            }
            patterns.forEach(FilePatterns::check);
        }
    }

    private static List<String> forms(UnaryOperator<String> ending) {
        return FORMS.stream().map(ending).toList();
    }

    private static void check(String pattern) {
        try {
            if (compile(pattern).matcher("").groupCount() < 1) {
                throw new IllegalArgumentException(
                        "the pattern " + pattern + " needs a group for the epoch, such as (\\d+)");
            }
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the pattern " + pattern + " is none: " + e.getDescription(), e);
        }
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** The same, ready to read names. */
    Reader reader() {
        return new Reader(
                checkpoints.stream().map(FilePatterns::compile).toList(),
                replays.stream().map(FilePatterns::compile).toList());
    }

    /** What a file is. */
    enum Kind {
        CHECKPOINT,
        REPLAY
    }

    /** What a file's name says. */
    record Named(Kind kind, long epoch) {}

    /** Reads names. */
    record Reader(List<Pattern> checkpoints, List<Pattern> replays) {

        /** Empty for any other file, and for a name without an epoch. */
        Optional<Named> read(String fileName) {
            return epoch(checkpoints, fileName)
                    .map(epoch -> new Named(Kind.CHECKPOINT, epoch))
                    .or(() -> epoch(replays, fileName).map(epoch -> new Named(Kind.REPLAY, epoch)));
        }

        private static Optional<Long> epoch(List<Pattern> patterns, String name) {
            return patterns.stream()
                    .map(pattern -> pattern.matcher(name))
                    .filter(found -> found.find()
                            && found.group(1) != null
                            && found.group(1).matches("\\d{1,15}"))
                    .map(found -> Long.parseLong(found.group(1)))
                    .findFirst();
        }
    }
}
