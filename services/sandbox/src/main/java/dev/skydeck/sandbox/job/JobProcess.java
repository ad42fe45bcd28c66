package dev.skydeck.sandbox.job;

import dev.skydeck.sandbox.task.TaskSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/** Starts the wrapper of an attempt, in a session of its own, so that it outlives this process. */
public final class JobProcess {
    private final Path wrapper;
    private final Path programs;
    private final Path bucket;

    /**
     * Says where every job finds what the sandbox gives it.
     *
     * @param wrapper the script {@code job-wrapper}
     * @param programs a folder that stands first on a job's PATH
     * @param bucket what jobs find in {@code SKYDECK_BUCKET_DIR}
     */
    public JobProcess(Path wrapper, Path programs, Path bucket) {
        this.wrapper = wrapper;
        this.programs = programs;
        this.bucket = bucket;
    }

    void start(JobRecord job, Map<String, String> variables, Path attempt, Path workdir) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "setsid",
                "sh",
                wrapper.toString(),
                attempt.toString(),
                String.valueOf(job.task().numNodes()),
                shell());
        builder.directory(workdir.toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(attempt.resolve("wrapper.log").toFile());
        fill(builder.environment(), job, variables);
        builder.start();
    }

    private static String shell() {
        return new File("/bin/bash").canExecute() ? "bash" : "sh";
    }

    private void fill(Map<String, String> environment, JobRecord job, Map<String, String> variables) {
        // A job must not find the credentials and settings of the program that happens to hold the sandbox.
        environment
                .keySet()
                .removeIf(
                        name -> name.startsWith("AWS_") || name.startsWith("SKYPILOT_") || name.startsWith("SKYDECK_"));
        TaskSpec task = job.task();
        environment.put("PYTHONUNBUFFERED", "1");
        environment.putAll(variables);
        environment.put("SKYPILOT_NUM_NODES", String.valueOf(task.numNodes()));
        environment.put("SKYPILOT_NODE_IPS", String.join("\n", Collections.nCopies(task.numNodes(), "127.0.0.1")));
        environment.put("SKYPILOT_NUM_GPUS_PER_NODE", task.accelerators());
        environment.put("SKYPILOT_USER", job.userName());
        environment.put("SKYDECK_BUCKET_DIR", bucket.toString());
        environment.put("PATH", programs + File.pathSeparator + environment.getOrDefault("PATH", "/usr/bin:/bin"));
        environment.putAll(task.envs());
        environment.putAll(task.secrets());
    }
}
