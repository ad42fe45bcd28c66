package dev.skydeck.syncer;

import dev.skydeck.messages.MetricRequest.EpochSideCar;
import dev.skydeck.messages.MetricRequest.FilePart;
import dev.skydeck.messages.MetricRequest.GetMetricFile;
import dev.skydeck.messages.MetricRequest.ListSideCars;
import dev.skydeck.messages.MetricRequest.MetricFileState;
import dev.skydeck.messages.MetricRequest.ReadSideCar;
import dev.skydeck.messages.MetricRequest.RecordMetrics;
import dev.skydeck.messages.MetricRequest.RecordSideCars;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the numbers that an experiment left in files, and of a file that grows only what is new. */
final class MetricReader {
    /** Read at once; a line or a file beside a checkpoint is at most as long. */
    static final int PORTION = 64 << 10;
    /** A file that has other bytes than these before what is new was written anew. */
    static final int TAIL = 256;

    private static final int MOST_PORTIONS = 256;
    private static final int SIDE_CARS = 50;
    private static final int MOST_ROUNDS = 20;
    private static final int MOST_NUMBERS = 200;

    private final Bus bus;
    private final Bucket bucket;
    private final String bucketName;

    MetricReader(Bus bus, Bucket bucket, String bucketName) {
        this.bus = bus;
        this.bucket = bucket;
        this.bucketName = bucketName;
    }

    /** Reads the files beside checkpoints that were not read yet. Answers whether that was all. */
    Future<Boolean> sideCars(long experimentId) {
        return sideCars(experimentId, 0);
    }

    private Future<Boolean> sideCars(long experimentId, int round) {
        if (round == MOST_ROUNDS) {
            return Future.succeededFuture(false);
        }
        return bus.request(new ListSideCars(experimentId, SIDE_CARS)).compose(due -> {
            if (due.sideCars().isEmpty()) {
                return Future.succeededFuture(true);
            }
            List<ReadSideCar> read = new ArrayList<>();
            return readAll(due.sideCars(), 0, read)
                    // What was read before a failure is not read again.
                    .transform(done -> record(experimentId, read)
                            .compose(changed -> done.failed()
                                    ? Future.failedFuture(done.cause())
                                    : Future.succeededFuture(changed)))
                    .compose(
                            changed -> changed == 0 ? Future.succeededFuture(true) : sideCars(experimentId, round + 1));
        });
    }

    private Future<Integer> record(long experimentId, List<ReadSideCar> read) {
        return read.isEmpty()
                ? Future.succeededFuture(0)
                : bus.request(new RecordSideCars(experimentId, read)).map(written -> written.value());
    }

    private Future<Void> readAll(List<EpochSideCar> due, int at, List<ReadSideCar> read) {
        if (at == due.size()) {
            return Future.succeededFuture();
        }
        EpochSideCar one = due.get(at);
        return bucket.read(key(one.sideCar().uri()), one.sideCar().version(), 0, PORTION + 1)
                .onSuccess(bytes -> bytes.ifPresent(
                        content -> read.add(numbers(one.epoch(), one.sideCar().version(), content))))
                .compose(done -> readAll(due, at + 1, read));
    }

    private String key(String uri) {
        return uri.substring(("s3://" + bucketName + "/").length());
    }

    private static ReadSideCar numbers(long epoch, String version, byte[] content) {
        if (content.length > PORTION) {
            return new ReadSideCar(epoch, version, null, "The file of its numbers is larger than 64 KiB.");
        }
        try {
            Map<String, FlagValue> values = new LinkedHashMap<>();
            NamedNumbers.read(content, 0, content.length).numbers().forEach((name, number) -> {
                if (Double.isFinite(number.value()) && values.size() < MOST_NUMBERS) {
                    values.put(name, exact(number));
                }
            });
            String problem = values.size() == MOST_NUMBERS
                    ? "The file of its numbers may hold more than " + MOST_NUMBERS + "; the others are left out."
                    : null;
            return new ReadSideCar(epoch, version, new Flags(values), problem);
        } catch (IOException | IllegalArgumentException e) {
            return new ReadSideCar(epoch, version, null, "The file of its numbers is no JSON object.");
        }
    }

    private static FlagValue exact(NamedNumbers.Literal number) {
        return number.whole() ? new FlagValue.Int(number.text()) : new FlagValue.Dec(number.text());
    }

    /** Reads what a file of metrics has gained. Answers whether that was all. */
    Future<Boolean> file(long experimentId, S3File file) {
        String uri = "s3://" + bucketName + "/" + file.key();
        return bus.request(new GetMetricFile(experimentId, uri))
                .compose(state -> file.version().equals(state.version())
                        ? Future.succeededFuture(true)
                        : further(experimentId, uri, file, state, 0));
    }

    private Future<Boolean> further(long experimentId, String uri, S3File file, MetricFileState state, int portion) {
        if (portion == MOST_PORTIONS) {
            return Future.succeededFuture(false);
        }
        long size = file.size() == null ? 0 : file.size();
        if (state.read() > size) {
            return further(experimentId, uri, file, new MetricFileState(0, null, null), portion);
        }
        int tail = (int) Math.min(state.read(), TAIL);
        long from = state.read() - tail;
        return (size == 0
                        ? Future.succeededFuture(Optional.of(new byte[0]))
                        : bucket.read(file.key(), file.version(), from, tail + PORTION))
                .compose(read -> {
                    if (read.isEmpty()) {
                        // Written anew since it was listed: the next listing shows it.
                        return Future.succeededFuture(true);
                    }
                    byte[] bytes = read.get();
                    if (tail > 0 && !digest(bytes, tail).equals(state.tail())) {
                        return further(experimentId, uri, file, new MetricFileState(0, null, null), portion);
                    }
                    boolean end = from + bytes.length >= size;
                    MetricLines found = MetricLines.of(bytes, tail, PORTION);
                    if (!end && found.bytes() == 0) {
                        return Future.failedFuture(
                                new S3Failure("S3 answers with less of " + uri + " than there is.", false));
                    }
                    long to = state.read() + found.bytes();
                    FilePart part = new FilePart(
                            to,
                            size,
                            digest(bytes, tail + found.bytes()),
                            end ? file.version() : null,
                            file.modifiedAt(),
                            found.lines(),
                            found.unreadable());
                    return bus.request(new RecordMetrics(experimentId, uri, state.read(), part))
                            .compose(written -> end
                                    ? Future.succeededFuture(true)
                                    : further(
                                            experimentId,
                                            uri,
                                            file,
                                            new MetricFileState(to, part.tail(), null),
                                            portion + 1));
                });
    }

    /** Of the last bytes before that place. */
    private static String digest(byte[] bytes, int to) {
        int from = Math.max(0, to - TAIL);
        return Digests.sha256(Stream.of(Arrays.copyOfRange(bytes, from, to)));
    }
}
