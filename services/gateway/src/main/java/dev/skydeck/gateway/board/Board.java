package dev.skydeck.gateway.board;

import dev.skydeck.gateway.filter.Candidate;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.ApiMapper;
import dev.skydeck.gateway.view.ExperimentView;
import dev.skydeck.gateway.view.GroupView;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The whole board at one revision, and its two answers. */
public final class Board {
    private static final Comparator<Experiment> ORDER = Comparator.comparingLong(
                    (Experiment experiment) -> experiment.place().order())
            .thenComparing(Experiment::createdAt, Comparator.reverseOrder())
            .thenComparing(Experiment::id, Comparator.reverseOrder());

    private final long revision;
    private final Map<Long, Experiment> byId;
    private final Map<String, Group> groups;
    private final Map<Long, List<String>> groupNames;
    private final String tag;
    private final Encoded groupsAnswer;
    private final Encoded experimentsAnswer;

    private Board(
            long revision,
            Map<Long, Experiment> byId,
            Map<String, Group> groups,
            String tag,
            Encoded groupsAnswer,
            Encoded experimentsAnswer) {
        this.revision = revision;
        this.byId = byId;
        this.groups = groups;
        this.groupNames = groupNames(groups.values());
        this.tag = tag;
        this.groupsAnswer = groupsAnswer;
        this.experimentsAnswer = experimentsAnswer;
    }

    /**
     * Encodes the board; takes a while for thousands of experiments.
     *
     * @param tag names this board among all that this process ever had
     */
    static Board of(long revision, List<Group> groups, List<Experiment> experiments, String tag) {
        Map<Long, Experiment> byId =
                experiments.stream().collect(Collectors.toUnmodifiableMap(Experiment::id, Function.identity()));
        List<Experiment> ordered = experiments.stream().sorted(ORDER).toList();
        Set<Long> grouped = new HashSet<>();
        groups.forEach(group -> grouped.addAll(group.members()));
        List<GroupView> groupViews = groups.stream()
                .sorted(Comparator.comparingLong(Group::order).thenComparing(Group::id))
                .map(group -> GroupView.withExperiments(group, members(group, byId)))
                .toList();
        List<ExperimentView> ungrouped = ordered.stream()
                .filter(experiment -> !grouped.contains(experiment.id()))
                .map(ExperimentView::of)
                .toList();
        List<ExperimentView> all = ordered.stream().map(ExperimentView::of).toList();
        return new Board(
                revision,
                byId,
                groups.stream().collect(Collectors.toUnmodifiableMap(Group::id, Function.identity())),
                tag,
                Encoded.of(ApiMapper.bytes(new Answers.OfGroups(groupViews, ungrouped)), tag + "-g"),
                Encoded.of(ApiMapper.bytes(new Answers.OfExperiments(all)), tag + "-e"));
    }

    private static Map<Long, List<String>> groupNames(Collection<Group> groups) {
        Map<Long, List<String>> names = new HashMap<>();
        groups.forEach(group -> group.members()
                .forEach(id ->
                        names.computeIfAbsent(id, none -> new ArrayList<>()).add(group.name())));
        return names;
    }

    /** What a filter looks at, in no order. */
    List<Candidate> candidates(String me) {
        return byId.values().stream()
                .map(experiment -> new Candidate(experiment, groupNames.getOrDefault(experiment.id(), List.of()), me))
                .toList();
    }

    /** How many experiments of that tool have each flag, by its name. */
    public Map<String, Integer> flagUses(String tool) {
        Map<String, Integer> uses = new HashMap<>();
        for (Experiment experiment : byId.values()) {
            if (tool.equals(experiment.spec().toolPath())) {
                experiment.spec().flags().values().keySet().forEach(flag -> uses.merge(flag, 1, Integer::sum));
            }
        }
        return uses;
    }

    /** Names this board among all that this process ever had. */
    public String tag() {
        return tag;
    }

    /** Empty for one that is deleted too. */
    public Optional<Experiment> experiment(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Group> group(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    /** The experiments of a group, in its order. */
    public List<Experiment> members(Group group) {
        return members(group, byId);
    }

    private static List<Experiment> members(Group group, Map<Long, Experiment> byId) {
        return group.members().stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    public long revision() {
        return revision;
    }

    public Encoded groupsAnswer() {
        return groupsAnswer;
    }

    public Encoded experimentsAnswer() {
        return experimentsAnswer;
    }
}
