package dev.skydeck.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The tables of the original's file. They are kept for ever, under other names, with every column and row that they have. */
final class OldTables {
    private static final String PREFIX = "original_";
    private static final Set<String> ORIGINALS = Set.of(
            "experiments",
            "jobs",
            "checkpoints",
            "clusters",
            "flag_schemas",
            "flag_definitions",
            "experiment_groups",
            "experiment_group_members",
            "user_settings",
            "operation_logs");

    private final Set<String> there;

    private OldTables(Set<String> there) {
        this.there = there;
    }

    static String renamed(String table) {
        return PREFIX + table;
    }

    /** Whether a table is one that was put aside. */
    static boolean isRenamed(String table) {
        return table.startsWith(PREFIX);
    }

    /** Puts the original's tables aside, and others whose names this program needs. */
    static OldTables putAside(ImportSql sql, Set<String> needed) throws SQLException {
        Set<String> there = new HashSet<>();
        for (SqlRow row : sql.query(
                "select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~'")) {
            String name = row.text("name");
            String lower = name.toLowerCase(Locale.ROOT);
            if (ORIGINALS.contains(lower) || needed.contains(lower)) {
                sql.update("alter table \"" + name.replace("\"", "\"\"") + "\" rename to \"" + renamed(lower) + "\"");
                there.add(lower);
            }
        }
        return new OldTables(there);
    }

    boolean has(String table) {
        return there.contains(table);
    }
}
