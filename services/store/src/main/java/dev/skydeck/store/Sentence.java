package dev.skydeck.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads of one fact. It is made from the fact's fields when it is read, so that better words come to old facts
 * too.
 */
final class Sentence {
    private static final Map<String, Function<Sentence, String>> WORDS = Map.ofEntries(
            Map.entry("experiment_created", Sentence::created),
            Map.entry("experiment_edited", it -> it.actor + " changed " + it.it() + ": " + it.changes() + "."),
            Map.entry("desired_state_set", Sentence::desired),
            Map.entry("stopped_by_rule", it -> it.it() + " was set to STOPPED: " + it.text("reason")),
            Map.entry("experiment_deleted", it -> it.actor + " deleted " + it.it() + "."),
            Map.entry("experiment_undeleted", Sentence::undeleted),
            Map.entry("experiment_purged", it -> it.actor + " purged " + it.it() + " from the trash."),
            Map.entry("experiment_moved", Sentence::moved),
            Map.entry(
                    "experiment_starred",
                    it -> it.actor + (it.flag("value") ? " starred " : " unstarred ") + it.it() + "."),
            Map.entry(
                    "experiment_expanded",
                    it -> it.actor + (it.flag("value") ? " unfolded " : " folded ") + it.it() + "."),
            Map.entry("experiments_reordered", it -> it.actor + " reordered the experiments."),
            Map.entry("groups_reordered", it -> it.actor + " reordered the groups."),
            Map.entry("members_reordered", it -> it.actor + " reordered the group " + it.text("group") + "."),
            Map.entry("group_created", it -> it.actor + " made the group " + it.text("name") + "."),
            Map.entry(
                    "group_edited",
                    it -> it.actor + " changed the group " + it.text("name") + ": " + it.changes() + "."),
            Map.entry(
                    "group_deleted",
                    it -> it.actor + " deleted the group " + it.text("name") + "; its experiments stay."),
            Map.entry("group_joined", it -> it.actor + " put " + it.it() + " into the group " + it.text("name") + "."),
            Map.entry("group_left", it -> it.actor + " took " + it.it() + " out of the group " + it.text("name") + "."),
            Map.entry(
                    "sweep_created",
                    it -> it.actor + " made the sweep " + it.text("name") + " of " + it.text("members")
                            + " experiments."),
            Map.entry(
                    "sweep_edited",
                    it -> it.actor + " changed the sweep " + it.text("name") + ": " + it.changes() + "."),
            Map.entry(
                    "sweep_state_set",
                    it -> it.actor + " set every experiment of the sweep " + it.text("name") + " to " + it.text("after")
                            + "."),
            Map.entry(
                    "file_set_applied",
                    it -> it.actor + " applied "
                            + (it.text("set").isEmpty() ? "files" : "the file set " + it.text("set")) + ", with "
                            + it.text("changes") + " changes."),
            Map.entry("undone", it -> it.actor + " took a write back, with " + it.text("changes") + " changes."),
            Map.entry("experiment_paused", it -> it.actor + " paused " + it.it() + "."),
            Map.entry("experiment_released", it -> it.actor + " released " + it.it() + "."),
            Map.entry(
                    "token_created",
                    it -> it.actor + " made the token " + it.text("name") + ", which may " + it.text("scope") + "."),
            Map.entry("token_revoked", it -> it.actor + " revoked the token " + it.text("name") + "."),
            Map.entry("session_opened", it -> it.actor + " opened a session in a browser."),
            Map.entry("view_created", it -> it.actor + " saved the view " + it.text("name") + "."),
            Map.entry("view_edited", it -> it.actor + " changed the view " + it.text("name") + "."),
            Map.entry("view_deleted", it -> it.actor + " deleted the view " + it.text("name") + "."),
            Map.entry(
                    "task_template_written",
                    it -> it.actor + " wrote the task template " + it.text("task_template") + ", revision "
                            + it.text("revision") + "."),
            Map.entry(
                    "task_template_deleted",
                    it -> it.actor + " deleted the task template " + it.text("task_template") + "."),
            Map.entry(
                    "flags_written",
                    it -> it.actor + " replaced what is known of the flags of " + it.text("tool") + ": "
                            + it.text("flags") + " flags, " + it.text("source") + "."),
            Map.entry(
                    "flags_deleted",
                    it -> it.actor + " deleted what was known of the flags of " + it.text("tool") + "."),
            Map.entry("setting_written", it -> it.actor + " changed the setting " + it.text("key") + "."),
            Map.entry(
                    "launch_opened",
                    it -> "A launch of " + it.it() + " was opened, with the token " + it.text("token") + "."
                            + (it.text("reason").isEmpty() ? "" : " " + it.text("reason"))),
            Map.entry(
                    "launch_sent",
                    it -> "The launch of " + it.it() + " was sent to SkyPilot, attempt " + it.text("attempt") + "."),
            Map.entry(
                    "launch_outcome",
                    it -> "SkyPilot's answer to the launch of " + it.it() + ": " + it.outcome() + "."),
            Map.entry(
                    "launch_live",
                    it -> "The launch of " + it.it() + " is " + it.job() + ", " + it.text("status") + "."),
            Map.entry(
                    "launch_late",
                    it -> "A launch of " + it.it() + " that was given up came up late: it is " + it.job() + ", "
                            + it.text("status") + "."),
            Map.entry(
                    "launch_closed",
                    it -> "The launch of " + it.it() + " ended: " + it.job() + " is " + it.text("status") + "."),
            Map.entry("launch_abandoned", it -> "The launch of " + it.it() + " was given up: " + it.text("reason")),
            Map.entry("cancel_decided", it -> "The job of " + it.it() + " is to be cancelled: " + it.text("reason")),
            Map.entry(
                    "cancel_outcome",
                    it -> "SkyPilot's answer to the cancel of " + it.it() + ": " + it.outcome() + "."),
            Map.entry("job_seen", Sentence::seen),
            Map.entry("job_status", Sentence::seen),
            Map.entry("conditions_set", Sentence::conditions),
            Map.entry(
                    "checkpoints_found",
                    it -> "Checkpoints of " + it.it() + " were found: epochs " + it.list("epochs") + "."),
            Map.entry(
                    "cluster_seen",
                    it -> "SkyPilot shows the cluster " + it.text("cluster") + ", " + it.text("status") + "."),
            Map.entry("cluster_gone", it -> "SkyPilot no longer shows the cluster " + it.text("cluster") + "."),
            Map.entry(
                    "job_adopted",
                    it -> it.actor + " gave " + it.job() + ", " + it.text("name") + ", to " + it.it() + "."),
            Map.entry("cluster_adopted", it -> it.actor + " adopted the cluster " + it.text("cluster") + "."),
            Map.entry(
                    "server_replaced",
                    it -> "The SkyPilot server " + it.text("server")
                            + " shows fewer jobs than it had: another database is behind its address. All experiments were held."),
            Map.entry(
                    "server_accepted",
                    it -> it.actor + " accepted that another database is behind " + it.text("url") + ", server "
                            + it.text("server") + " until then."),
            Map.entry("lease_taken", it -> "A reconciler took the lease, epoch " + it.text("epoch") + "."),
            Map.entry("lease_released", it -> "A reconciler gave the lease back, epoch " + it.text("epoch") + "."),
            Map.entry(
                    "row_repaired",
                    it -> "A row of the table " + it.text("table")
                            + " held values that cannot be read; they were replaced and are kept here."),
            Map.entry(
                    "imported",
                    it -> "A file of the original was carried over: " + it.text("experiments") + " experiments, "
                            + it.text("jobs") + " jobs, " + it.text("checkpoints") + " checkpoints, "
                            + it.text("groups")
                            + " groups. SkyPilot's times were taken as local to " + it.text("zone")
                            + ". As it was it is kept in "
                            + it.text("backup") + "."),
            Map.entry("experiment_imported", Sentence::imported),
            Map.entry(
                    "row_set_aside",
                    it -> "A row of the table " + it.text("table") + " was set aside, " + it.text("key") + ": "
                            + it.text("reason")),
            Map.entry("operation", Sentence::operation));

    private final String kind;
    private final String actor;
    private final @Nullable String name;
    private final @Nullable Long experiment;
    private final String fields;
    private final JsonNode data;

    private Sentence(SqlRow row) {
        kind = row.text("kind");
        actor = row.text("actor");
        name = row.textOrNull("experiment_name");
        experiment = row.numberOrNull("experiment_id");
        fields = row.text("data");
        data = Json.read(fields, JsonNode.class);
    }

    /** @param row of events, with the experiment's name now */
    static String of(SqlRow row) {
        Sentence sentence = new Sentence(row);
        return WORDS.getOrDefault(sentence.kind, Sentence::plain).apply(sentence);
    }

    private static String created(Sentence it) {
        String from = it.text("copied_from");
        return it.actor + " created " + it.it() + (from.isEmpty() ? "" : " as a copy of experiment " + from)
                + ", to be " + it.text("desired_state") + ".";
    }

    private static String desired(Sentence it) {
        return it.text("before").equals(it.text("after"))
                ? it.actor + " asked " + it.it() + " to run again."
                : it.actor + " set " + it.it() + " to " + it.text("after") + "; it was " + it.text("before") + ".";
    }

    private static String undeleted(Sentence it) {
        String before = it.text("name_before");
        return it.actor + " took the deletion of " + it.it() + " back"
                + (before.isEmpty() ? "." : "; its name " + before + " was taken, so it is called otherwise now.");
    }

    private static String moved(Sentence it) {
        String group = it.text("name");
        return it.actor + " moved " + it.it()
                + (group.isEmpty() ? " out of all groups." : " in the group " + group + ".");
    }

    private static String seen(Sentence it) {
        List<String> times = new ArrayList<>();
        for (String time : List.of("submitted_at", "started_at", "ended_at")) {
            if (!it.text(time).isEmpty()) {
                times.add(time.replace("_at", "") + " " + it.text(time));
            }
        }
        String failure = it.text("failure_reason");
        return "SkyPilot shows " + it.job() + (it.experiment == null ? "" : " of " + it.it()) + " as "
                + it.text("status")
                + (times.isEmpty() ? "" : ", " + String.join(", ", times)) + "."
                + (failure.isEmpty() ? "" : " It says: " + failure);
    }

    private static String conditions(Sentence it) {
        List<String> reasons = new ArrayList<>();
        it.data
                .path("after")
                .forEach(report -> reasons.add(report.path("reason").asText()));
        return reasons.isEmpty()
                ? "Nothing keeps " + it.it() + " from what is wanted any more."
                : it.it() + ": " + String.join(" ", reasons);
    }

    private static String imported(Sentence it) {
        String before = it.text("name_before");
        return it.it() + " came from the original's file"
                + (before.isEmpty() ? "." : ", where another was called " + before + " too.")
                + " It is held until a person releases it.";
    }

    private static String operation(Sentence it) {
        return "The original noted the operation " + it.text("operation_type")
                + (it.experiment == null ? "" : " on " + it.it()) + ".";
    }

    private static String plain(Sentence it) {
        return it.actor + ": " + it.kind.replace('_', ' ') + (it.experiment == null ? "." : ", " + it.it() + ".");
    }

    private String it() {
        return name != null ? name : experiment == null ? "an experiment" : "experiment " + experiment;
    }

    private String job() {
        return "job "
                + data.path("job")
                        .path("job_id")
                        .asText(data.path("job").path("jobId").asText());
    }

    /** The field's text; empty when it is absent or null. */
    private String text(String field) {
        JsonNode value = data.path(field);
        return value.isNull() ? "" : value.asText();
    }

    private boolean flag(String field) {
        return data.path(field).asBoolean();
    }

    private String list(String field) {
        List<String> texts = new ArrayList<>();
        data.path(field).forEach(value -> texts.add(value.asText()));
        return String.join(", ", texts);
    }

    private String outcome() {
        String reason = data.path("detail").path("reason").asText();
        String words = text("outcome").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words + (reason.isEmpty() ? "" : ", " + reason);
    }

    private String changes() {
        // Not from the tree: it does not keep the text of numbers.
        List<String> words = Json.read(fields, FieldChanges.class).words();
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }
}
