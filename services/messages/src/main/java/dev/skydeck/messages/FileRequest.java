package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import java.util.List;
import java.util.Optional;

/** The database file itself. */
public sealed interface FileRequest<R> extends StoreRequest<R> {

    /**
     * Makes a verified copy while the store goes on. Fails with {@code Conflict} when the target is there already or
     * cannot be written.
     *
     * @param to an absolute path on the store's machine; empty for a new file in the folder of backups
     */
    record BackUp(Command command, Optional<String> to) implements FileRequest<BackupReport> {}

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
