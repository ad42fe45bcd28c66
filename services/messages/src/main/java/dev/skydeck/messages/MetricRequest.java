package dev.skydeck.messages;

import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.MetricFile;
import dev.skydeck.messages.model.MetricLine;
import dev.skydeck.messages.model.MetricSeries;
import dev.skydeck.messages.model.SideCar;
import dev.skydeck.messages.model.TrainingProgress;
import dev.skydeck.messages.model.Written;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers that runs leave in files: beside each checkpoint, and in one file of lines. Fails with {@code NotFound} for an unknown experiment. */
public sealed interface MetricRequest<R> extends StoreRequest<R> {
    /**
     * The side-car files of an experiment's checkpoints that are there, whose present version was not read yet, in ascending epoch.
     *
     * @param limit 1 to 500
     */
    record ListSideCars(long experimentId, int limit) implements MetricRequest<SideCars> {}

    /** Side-car files. */
    record SideCars(List<EpochSideCar> sideCars) {
        public SideCars {
            sideCars = List.copyOf(sideCars);
        }
    }

    /** That of one checkpoint. */
    record EpochSideCar(long epoch, SideCar sideCar) {}

    /** Records what side-car files hold. Answers how many checkpoints changed. */
    record RecordSideCars(long experimentId, List<ReadSideCar> read) implements MetricRequest<Written<Integer>> {
        public RecordSideCars {
            read = List.copyOf(read);
        }
    }

    /**
     * @param version that was read
     * @param values numbers by name; null when the file cannot be read: those that the checkpoint had stay
     * @param problem why not, or what is left out; null when all was read
     */
    record ReadSideCar(
            long epoch,
            String version,
            @Nullable Flags values,
            @Nullable String problem) {}

    /** How far a file of metrics was read. */
    record GetMetricFile(long experimentId, String uri) implements MetricRequest<MetricFileState> {}

    /**
     * @param read bytes; 0 for a file that is not known
     * @param tail digest of the last bytes before that; null when nothing was read
     * @param version that was read wholly; null when there is more to read
     */
    record MetricFileState(
            long read, @Nullable String tail, @Nullable String version) {}

    /**
     * Records the next lines of a file of metrics. A step that is not beyond the last one begins anew from there, as a run does that went
     * on from a checkpoint. Fails with {@code Conflict} if another portion was recorded in between.
     *
     * @param from where the portion begins; 0 reads the file anew, which forgets what was read of it
     * @param part what was read
     */
    record RecordMetrics(long experimentId, String uri, long from, FilePart part)
            implements MetricRequest<Written<Integer>> {}

    /**
     * A portion of a file of metrics.
     *
     * @param to where it ends, in bytes of the file
     * @param size of the file, in bytes
     * @param tail digest of the last bytes before {@code to}
     * @param version of the file; null when there is more to read
     * @param modifiedAt when S3 got the file
     * @param lines in their order
     * @param unreadable lines that are no JSON object
     */
    record FilePart(
            long to,
            long size,
            String tail,
            @Nullable String version,
            Instant modifiedAt,
            List<MetricLine> lines,
            int unreadable) {
        public FilePart {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What is known of an experiment's metrics, in the order of their names; where there are none, its epochs over time.
     *
     * @param names only these; all when empty
     * @param after only names behind this one; empty for the first page
     * @param limit 1 to 200
     */
    record ListMetrics(long experimentId, List<String> names, String after, int limit)
            implements MetricRequest<MetricPage> {
        public ListMetrics {
            names = List.copyOf(names);
        }
    }

    /**
     * A page of metrics.
     *
     * @param progress null when nothing is known
     * @param files that were read, in ascending URI; the same on every page
     * @param more whether another page follows
     */
    record MetricPage(
            @Nullable TrainingProgress progress, List<MetricFile> files, List<MetricSeries> series, boolean more) {
        public MetricPage {
            files = List.copyOf(files);
            series = List.copyOf(series);
        }
    }
}
