package dev.skydeck.sandbox.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that holds a folder for each job. Everything here blocks. */
final class JobShelf {
    private static final Logger LOG = LoggerFactory.getLogger(JobShelf.class);
    private static final Pattern JOB_ID = Pattern.compile("[1-9][0-9]{0,8}");

    private final Path folder;
    private final @Nullable Path shared;

    /** @param shared the working directory of all its jobs, null where each has its own */
    JobShelf(Path folder, @Nullable Path shared) {
        this.folder = folder;
        this.shared = shared;
    }

    /** @param lastId the highest id ever given, also to a launch that was cut off */
    record Found(List<Job> jobs, int lastId) {}

    JobFolder folder(int id) {
        Path own = folder.resolve(String.valueOf(id));
        return new JobFolder(own, shared == null ? own.resolve("workdir") : shared);
    }

    Found read() throws IOException {
        Files.createDirectories(folder);
        List<Job> jobs = new ArrayList<>();
        int lastId = 0;
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String name = entry.getFileName().toString();
                if (!JOB_ID.matcher(name).matches()) {
                    continue;
                }
                int id = Integer.parseInt(name);
                lastId = Math.max(lastId, id);
                folder(id).read().ifPresent(jobs::add);
            }
        }
        return new Found(jobs, lastId);
    }

    /** What is seen of the process of each job; a job whose folder can't be read is left out. */
    Map<Job, Sighting> look(List<Job> jobs) {
        Map<Job, Sighting> seen = new LinkedHashMap<>();
        for (Job job : jobs) {
            try {
                seen.put(job, folder(job.id()).look(job.state().times().attempt(), Clock.now()));
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("job", job.id()).setCause(e).log("a job's folder could not be read");
            }
        }
        return seen;
    }
}
