package dev.skydeck.launcher;

import dev.skydeck.messages.FileRequest.FileReport;
import dev.skydeck.messages.FileRequest.Finding;
import dev.skydeck.store.DatabaseFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skydeck doctor}: whether the database is sound. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks the database through: integrity, the chain of the history, rows that refer to nothing, settings."
                        + " Ends with 1 when something is wrong.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        FileReport report = DatabaseFiles.check(database.path());
        json.print(sentences(report), fields(report));
        return report.allPassed() ? 0 : 1;
    }

    private static String sentences(FileReport report) {
        return report.path()
                + System.lineSeparator()
                + report.findings().stream()
                        .map(finding -> (finding.passed() ? "  ok     " : "  WRONG  ") + finding.sentence())
                        .collect(Collectors.joining(System.lineSeparator()));
    }

    private static Map<String, Object> fields(FileReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", report.path());
        fields.put("passed", report.allPassed());
        List<Map<String, Object>> findings =
                report.findings().stream().map(DoctorCommand::finding).toList();
        fields.put("findings", findings);
        return fields;
    }

    private static Map<String, Object> finding(Finding finding) {
        return Map.of("check", finding.check(), "passed", finding.passed(), "sentence", finding.sentence());
    }
}
