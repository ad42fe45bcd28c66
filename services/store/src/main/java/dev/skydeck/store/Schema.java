package dev.skydeck.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The numbered steps of our schema. Step n is the resource {@code schema/n.sql}. */
final class Schema {
    private static final Pattern TABLE = Pattern.compile("(?i)^(?:--[^\\n]*\\n)*create table ([a-z_]+)");

    private Schema() {}

    /** Statements stand apart by an empty line, so that a trigger's semicolons do not end one. */
    static List<String> statements(int step) {
        String name = "schema/" + step + ".sql";
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\n"))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }

    /** The tables that all steps together make, in lower case. */
    static Set<String> tables() {
        return IntStream.rangeClosed(1, Migrations.NEWEST)
                .boxed()
                .flatMap(step -> statements(step).stream())
                .map(TABLE::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalStateException if a row of ours refers to one that is not there; tables put aside never kept to it */
    static void requireWhole(ImportSql sql) throws SQLException {
        for (SqlRow row : sql.query("select \"table\" as name from pragma_foreign_key_check")) {
            if (!OldTables.isRenamed(row.text("name"))) {
                throw new IllegalStateException("a row of " + row.text("name") + " refers to one that is not there");
            }
        }
    }
}
