package dev.skydeck.sandbox.task;

/** A task that a SkyPilot server would refuse, with the type name of the Python exception it would raise. */
public final class TaskRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;

    public TaskRefused(String type, String message) {
        super(message);
        this.type = type;
    }

    static TaskRefused invalid(String message) {
        return new TaskRefused("InvalidSkyPilotConfigError", "Invalid task YAML: " + message);
    }

    static TaskRefused value(String message) {
        return new TaskRefused("ValueError", message);
    }

    static TaskRefused unsupported(String what) {
        return new TaskRefused(
                "NotSupportedError", "The sandbox runs tasks as local processes and has no " + what + ".");
    }

    /** Name of the Python exception. */
    public String type() {
        return type;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
