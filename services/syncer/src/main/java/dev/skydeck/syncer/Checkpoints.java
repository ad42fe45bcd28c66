package dev.skydeck.syncer;

import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.SideCar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checkpoints in a listing. */
final class Checkpoints {
    private static final int MOST_AT_ONCE = 500;
    /** Well below what a message may weigh. */
    private static final int MOST_CHARACTERS_AT_ONCE = 300_000;

    private static final int MOST_REPLAYS = 50;
    private static final Comparator<S3File> NEWEST_LAST =
            Comparator.comparing(S3File::modifiedAt).thenComparing(S3File::key);

    private Checkpoints() {}

    /** One for each epoch, in ascending order: the file that was written last, and the epoch's replays. */
    static List<FoundCheckpoint> of(String bucket, FilePatterns.Reader names, MetricNames metrics, List<S3File> files) {
        Map<Long, S3File> checkpoints = new TreeMap<>();
        Map<Long, List<String>> replays = new TreeMap<>();
        Map<String, S3File> beside = files.stream()
                .filter(file -> metrics.isBeside(file.key()))
                .collect(Collectors.toMap(S3File::key, Function.identity(), (a, b) -> b));
        files.stream()
                .sorted(NEWEST_LAST)
                .forEach(file -> names.read(file.name()).ifPresent(name -> {
                    switch (name.kind()) {
                        case CHECKPOINT -> checkpoints.put(name.epoch(), file);
                        case REPLAY ->
                            replays.computeIfAbsent(name.epoch(), any -> new ArrayList<>())
                                    .add(uri(bucket, file));
                    }
                }));
        return checkpoints.entrySet().stream()
                .map(entry -> found(
                        bucket,
                        entry.getKey(),
                        entry.getValue(),
                        replays.getOrDefault(entry.getKey(), List.of()),
                        metrics.beside(entry.getValue().key())
                                .map(beside::get)
                                .filter(Objects::nonNull)
                                .findFirst()))
                .toList();
    }

    /** The same in portions that fit into one message each. */
    static List<List<FoundCheckpoint>> portions(List<FoundCheckpoint> found) {
        List<List<FoundCheckpoint>> portions = new ArrayList<>();
        List<FoundCheckpoint> portion = new ArrayList<>();
        int characters = 0;
        for (FoundCheckpoint checkpoint : found) {
            int weight = Stream.concat(Stream.of(checkpoint.uri()), checkpoint.replays().stream())
                    .mapToInt(String::length)
                    .sum();
            if (portion.size() == MOST_AT_ONCE
                    || (!portion.isEmpty() && characters + weight > MOST_CHARACTERS_AT_ONCE)) {
                portions.add(List.copyOf(portion));
                portion.clear();
                characters = 0;
            }
            portion.add(checkpoint);
            characters += weight;
        }
        if (!portion.isEmpty()) {
            portions.add(List.copyOf(portion));
        }
        return portions;
    }

    /** Tells two listings apart without keeping them. */
    static String digest(List<FoundCheckpoint> found, List<S3File> metrics) {
        // One by one: a million as one text would take hundreds of megabytes.
        return Digests.sha256(Stream.concat(
                        found.stream().map(FoundCheckpoint::toString),
                        metrics.stream().map(S3File::version))
                .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private static FoundCheckpoint found(
            String bucket, long epoch, S3File file, List<String> replays, Optional<S3File> sideCar) {
        return new FoundCheckpoint(
                epoch,
                uri(bucket, file),
                replays.stream().sorted().limit(MOST_REPLAYS).toList(),
                file.size(),
                file.etag(),
                file.modifiedAt(),
                sideCar.map(one -> new SideCar(uri(bucket, one), one.version())).orElse(null));
    }

    private static String uri(String bucket, S3File file) {
        return "s3://" + bucket + "/" + file.key();
    }
}
