package dev.skydeck.gateway.view;

import dev.skydeck.messages.FileRequest.BackupReport;
import dev.skydeck.messages.FileRequest.FileReport;
import java.nio.file.Path;
import java.util.List;

/** Answers about the database file. */
public final class FileViews {
    private FileViews() {}

    /** @param name of the copy in the folder of backups; where that lies is nobody's business here */
    public record Backup(String name, long bytes, long revision) {
        public static Backup of(BackupReport report) {
            return new Backup(String.valueOf(Path.of(report.path()).getFileName()), report.bytes(), report.revision());
        }
    }

    /** @param passed whether every check did */
    public record Report(boolean passed, List<Finding> findings) {
        public static Report of(FileReport report) {
            return new Report(
                    report.allPassed(),
                    report.findings().stream()
                            .map(one -> new Finding(one.check(), one.passed(), one.sentence()))
                            .toList());
        }
    }

    public record Finding(String check, boolean passed, String sentence) {}
}
