package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.Turn;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit on spending and for whom it holds now. A group's own limit goes before one that the configuration gives it by name or id.
 *
 * @param key of the limit, for those who wait for it
 * @param groups JSON list of the ids of the groups whose experiments are meant; null for all experiments
 */
record SpendScope(SpendLimit limit, String key, @Nullable String groups) {
    private record OfGroup(String id, String name, @Nullable Long maxSpend) {
        boolean isCalled(@Nullable String idOrName) {
            return id.equals(idOrName) || name.equals(idOrName);
        }
    }

    /** @param configured the limits of the configuration */
    static Future<List<SpendScope>> all(Sql sql, List<SpendLimit> configured) {
        return sql.query("select * from experiment_groups").map(rows -> {
            List<OfGroup> groups = rows.stream()
                    .map(RowRules.GROUPS::sound)
                    .map(row -> new OfGroup(row.text("id"), row.text("name"), row.moneyOrNull("max_spend")))
                    .toList();
            List<SpendScope> scopes = new ArrayList<>();
            configured.stream().map(limit -> configured(limit, groups)).forEach(scopes::add);
            groups.stream()
                    .filter(group -> group.maxSpend() != null)
                    .map(group -> own(group, group.maxSpend(), configured))
                    .forEach(scopes::add);
            return scopes;
        });
    }

    private static SpendScope configured(SpendLimit limit, List<OfGroup> groups) {
        String name = limit.group();
        return name == null
                ? new SpendScope(limit, Turn.SPEND, null)
                : new SpendScope(
                        limit,
                        Turn.SPEND + " of group " + name,
                        Json.text(groups.stream()
                                .filter(group -> group.isCalled(name) && group.maxSpend() == null)
                                .map(OfGroup::id)
                                .toList()));
    }

    /** Within the hours that the configuration gives the group, where it does. */
    private static SpendScope own(OfGroup group, long maxSpend, List<SpendLimit> configured) {
        return new SpendScope(
                new SpendLimit(
                        group.name(),
                        maxSpend,
                        configured.stream()
                                .filter(limit -> group.isCalled(limit.group()))
                                .map(SpendLimit::window)
                                .findFirst()
                                .orElse(SpendLimit.DEFAULT_WINDOW)),
                Turn.SPEND + " of group " + group.id(),
                Json.text(List.of(group.id())));
    }
}
