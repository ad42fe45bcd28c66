package dev.skydeck.messages.bus;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The concrete types below a sealed root, and the names that derive from them. */
final class Leaves {
    /** Every request and event by its wire name. */
    static final Map<String, Class<?>> BY_NAME = byName();

    private Leaves() {}

    /** @throws IllegalArgumentException if a branch is not sealed */
    static List<Class<?>> of(Class<?> root) {
        List<Class<?>> found = new ArrayList<>();
        collect(root, found);
        return List.copyOf(found);
    }

    /** {@code CreateExperiment} becomes {@code create_experiment}. */
    static String name(Class<?> leaf) {
        return leaf.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** The address of a request type: {@code store_request.create_experiment}; of an event: {@code event.changed}. */
    static String address(Class<?> leaf) {
        return Event.class.isAssignableFrom(leaf) ? "event." + name(leaf) : name(family(leaf)) + "." + name(leaf);
    }

    private static Class<?> family(Class<?> leaf) {
        for (Class<?> family : Request.class.getPermittedSubclasses()) {
            if (family.isAssignableFrom(leaf)) {
                return family;
            }
        }
        throw new IllegalArgumentException(leaf.getName() + " belongs to no family of requests");
    }

    private static void collect(Class<?> type, List<Class<?>> found) {
        if (type.isRecord()) {
            found.add(type);
        } else if (type.isSealed()) {
            for (Class<?> sub : type.getPermittedSubclasses()) {
                collect(sub, found);
            }
        } else {
            throw new IllegalArgumentException(type.getName() + " is neither sealed nor a record");
        }
    }

    private static Map<String, Class<?>> byName() {
        Map<String, Class<?>> names = new LinkedHashMap<>();
        for (Class<?> root : List.of(Request.class, Event.class)) {
            for (Class<?> leaf : of(root)) {
                Class<?> other = names.put(name(leaf), leaf);
                if (other != null) {
                    throw new IllegalStateException(other.getName() + " and " + leaf.getName() + " have one wire name");
                }
            }
        }
        return Map.copyOf(names);
    }
}
