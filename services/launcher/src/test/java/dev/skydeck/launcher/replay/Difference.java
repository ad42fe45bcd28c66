package dev.skydeck.launcher.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One thing that is not as the original had it, on purpose.
 *
 * @param steps where it shows
 * @param status what we answer there; empty where nothing is sent
 * @param places what differs in the answer's body, all of it when empty
 * @param makeUp sent afterwards, so that what we have is again what the original had
 */
record Difference(
        List<Integer> steps,
        Optional<Integer> status,
        Set<String> places,
        String original,
        String here,
        String why,
        Optional<MakeUp> makeUp) {

    record MakeUp(String path, String body) {}

    static Difference refused(int status, String original, String here, String why, int... steps) {
        return new Difference(boxed(steps), Optional.of(status), Set.of(), original, here, why, Optional.empty());
    }

    static Difference taken(String original, String here, String why, int... steps) {
        return new Difference(boxed(steps), Optional.of(200), Set.of(), original, here, why, Optional.empty());
    }

    static Difference inPlaces(Set<String> places, String original, String here, String why, int... steps) {
        return new Difference(boxed(steps), Optional.empty(), places, original, here, why, Optional.empty());
    }

    static Difference notSent(String original, String here, String why, int... steps) {
        return new Difference(boxed(steps), Optional.empty(), Set.of(), original, here, why, Optional.empty());
    }

    Difference andThen(String path, String body) {
        return new Difference(steps, status, places, original, here, why, Optional.of(new MakeUp(path, body)));
    }

    boolean isSent() {
        return status.isPresent() || !places.isEmpty();
    }

    /** Its row in the table of the documentation. */
    String row() {
        String numbers = steps.stream().map(step -> String.format("%03d", step)).collect(Collectors.joining(", "));
        return "| " + numbers + " | " + original + " | " + here + " | " + why + " |";
    }

    private static List<Integer> boxed(int... steps) {
        return Arrays.stream(steps).boxed().toList();
    }

    static int[] range(int first, int last) {
        return IntStream.rangeClosed(first, last).toArray();
    }
}
