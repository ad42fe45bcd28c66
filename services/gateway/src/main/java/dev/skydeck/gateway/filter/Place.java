package dev.skydeck.gateway.filter;

import java.util.List;

/**
 * Where a row stands in a sorted list, whether or not it is still there.
 *
 * @param keys one for each term of the order
 */
record Place(List<SortKey> keys, long id) {
    Place {
        keys = List.copyOf(keys);
    }
}
