package dev.skydeck.gateway.flags;

import dev.skydeck.messages.model.FlagDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The flags of a tool, and which of them somebody means. A name that begins with what was typed comes before one of whose parts one
 * does, before one that holds it, before one that has its letters in this order. Among equals those that more experiments use
 * come first, then the shorter ones.
 */
public final class FlagIndex {
    /** Of a tool that nothing is known of. */
    public static final FlagIndex NONE = new FlagIndex("", List.of());

    private static final int EXACT = 0;
    private static final int PREFIX = 1_000;
    private static final int PART = 2_000;
    private static final int INSIDE = 3_000;
    private static final int FUZZY = 4_000;
    private static final int MOST_GAPS = 999;
    private static final int NOT = Integer.MAX_VALUE;

    private final String version;
    private final List<Entry> entries;

    public FlagIndex(String version, List<FlagDefinition> flags) {
        this.version = version;
        this.entries = flags.stream()
                .map(flag -> new Entry(flag, flag.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    String version() {
        return version;
    }

    /** All, in the order of the tool. */
    public List<FlagDefinition> flags() {
        return entries.stream().map(Entry::flag).toList();
    }

    /**
     * @param typed blanks around it and the case of its letters do not count; nothing means any flag
     * @param uses how many experiments have a flag, by its name
     */
    public List<FlagDefinition> suggest(String typed, int limit, Map<String, Integer> uses) {
        String query = typed.strip().toLowerCase(Locale.ROOT);
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int distance = distance(entry.lower(), query);
            if (distance != NOT) {
                int used = Objects.requireNonNullElse(uses.get(entry.flag().name()), 0);
                hits.add(new Hit(entry.flag(), distance, used, i));
            }
        }
        return hits.stream().sorted(Hit.ORDER).limit(limit).map(Hit::flag).toList();
    }

    /** The flag with the name. */
    public Optional<FlagDefinition> flag(String name) {
        return entries.stream()
                .map(Entry::flag)
                .filter(flag -> flag.name().equals(name))
                .findFirst();
    }

    private static int distance(String name, String query) {
        if (name.equals(query)) {
            return EXACT;
        }
        if (name.startsWith(query)) {
            return PREFIX;
        }
        int first = name.indexOf(query);
        for (int at = first; at > 0; at = name.indexOf(query, at + 1)) {
            char before = name.charAt(at - 1);
            if (before == '.' || before == '_' || before == '-') {
                // The nearer to the end, the more it is the flag and the less where it is.
                return PART + Math.min(MOST_GAPS, name.length() - at - query.length());
            }
        }
        return first > 0 ? INSIDE + Math.min(MOST_GAPS, first) : gaps(name, query);
    }

    /** How far the letters stand apart. */
    private static int gaps(String name, String query) {
        int gaps = 0;
        int from = 0;
        for (int i = 0; i < query.length(); i++) {
            int at = name.indexOf(query.charAt(i), from);
            if (at < 0) {
                return NOT;
            }
            gaps += i == 0 ? 0 : at - from;
            from = at + 1;
        }
        return FUZZY + Math.min(MOST_GAPS, gaps);
    }

    private record Entry(FlagDefinition flag, String lower) {}

    private record Hit(FlagDefinition flag, int distance, int used, int position) {
        static final Comparator<Hit> ORDER = Comparator.comparingInt((Hit hit) -> hit.distance() / PREFIX)
                .thenComparing(Hit::used, Comparator.reverseOrder())
                .thenComparingInt(Hit::distance)
                .thenComparingInt(hit -> hit.flag().name().length())
                .thenComparingInt(Hit::position);
    }
}
