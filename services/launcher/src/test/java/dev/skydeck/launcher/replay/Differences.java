package dev.skydeck.launcher.replay;

import static dev.skydeck.launcher.replay.Difference.inPlaces;
import static dev.skydeck.launcher.replay.Difference.refused;
import static dev.skydeck.launcher.replay.Difference.taken;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All differences, in the order of the documentation. */
final class Differences {
    static final List<Difference> ALL = List.of(
            taken(
                    "`GET /api/flags` reads a tool's flags by importing its module",
                    "the flags of tools whose schema was imported; a tool called `default` stands in for others",
                    "no code of a tool runs inside of SkyDeck",
                    Difference.range(8, 13)),
            taken("`HEAD /` is 405", "as `GET`, without the body", "monitors and link checkers ask with HEAD", 27),
            refused(
                    421,
                    "any `Host` is answered",
                    "421 unless it is this machine's name and port",
                    "a page of another site can make its own name point here",
                    30),
            refused(
                    422,
                    "an empty name is replaced by a made-up one",
                    "422",
                    "a forgotten name is a mistake; `New Experiment` and `new.experiment…` still get a made-up one",
                    36),
            refused(422, "a name of blanks is taken", "422", "nobody can see or type such a name", 42),
            refused(422, "negative nodes and GPUs are taken", "422 naming each field", "they cannot run", 45),
            inPlaces(
                    Set.of("detail[].ctx.error"),
                    "a body that is no JSON is 422 in its parser's words",
                    "422, the same place, in our parser's words",
                    "the sentence is for people; `type`, `loc` and `msg` are the same",
                    57),
            refused(
                    415,
                    "a body of another content type is 422",
                    "415",
                    "such a body is what a form of another site can send; it is refused before it is read",
                    60,
                    61),
            refused(
                    422,
                    "a PATCH with a wrong type is 500",
                    "422 naming the field",
                    "a plain 500 helps nobody",
                    84,
                    85,
                    87),
            refused(
                    422,
                    "a PATCH cuts the fraction off",
                    "422",
                    "creating refuses 2.9 too; what was meant nobody knows",
                    86),
            taken(
                            "the text `\"false\"` means true for `is_expanded`",
                            "it means false",
                            "as for every other boolean",
                            94)
                    .andThen("/api/experiments/{E3}/expanded", "{\"is_expanded\":true}"),
            taken(
                            "numbers as `experiment_ids` are 422",
                            "taken, as texts are",
                            "the API itself gives ids as numbers",
                            116)
                    .andThen("/api/groups/{G1}/reorder", "{\"order\":[1,2,3]}"),
            refused(
                    422,
                    "a group takes experiments that do not exist",
                    "422 for what is no id, 404 for an id that nothing has",
                    "they would come back as members of nothing",
                    120),
            inPlaces(
                    Set.of("group.experiments"),
                    "a changed group is answered without its experiments",
                    "with them",
                    "the answer says what the group is, and it is not empty",
                    126,
                    127,
                    128,
                    130),
            inPlaces(
                    Set.of("group.experiments", "group.name_prefix"),
                    "a `name_prefix` of null changes nothing, an empty one stays an empty text",
                    "both clear it: it is null",
                    "the original's own page sends null to clear it",
                    131,
                    132),
            inPlaces(
                    Set.of("groups[].name_prefix"),
                    "a cleared `name_prefix` is an empty text in lists",
                    "null",
                    "as before",
                    139),
            refused(
                            422,
                            "a text as `order` is taken as a list of its characters",
                            "422",
                            "it moves what nobody named",
                            143)
                    .andThen("/api/experiments/reorder", "{\"order\":[1,2]}"),
            refused(
                    422,
                    "an `order` of null, a number or nested lists is 500",
                    "422 naming the field",
                    "a plain 500 helps nobody",
                    144,
                    145,
                    146));

    private Differences() {}

    static Optional<Difference> at(int step) {
        return ALL.stream()
                .filter(difference -> difference.steps().contains(step))
                .findFirst();
    }
}
