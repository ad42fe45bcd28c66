package dev.skydeck.messages;

import java.util.List;

/** The database file itself. */
public sealed interface FileRequest<R> extends StoreRequest<R> {

    /** Makes a verified copy in the folder of backups beside the file, while the store goes on. */
    record BackUp() implements FileRequest<BackupReport> {}

    /** @param bytes size of the copy */
    record BackupReport(String path, long bytes, long revision) {}

    /** Checks the file: integrity, the chain of the history, rows that belong to nothing, settings. */
    record CheckFile() implements FileRequest<FileReport> {}

    /** @param findings one for each check, in order */
    record FileReport(String path, List<Finding> findings) {
        public FileReport {
            findings = List.copyOf(findings);
        }

        /** Whether every check passed. */
        public boolean allPassed() {
            return findings.stream().allMatch(Finding::passed);
        }
    }

    /** @param sentence what was looked at and what was found */
    record Finding(String check, boolean passed, String sentence) {}
}
