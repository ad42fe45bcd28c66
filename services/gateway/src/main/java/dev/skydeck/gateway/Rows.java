package dev.skydeck.gateway;

import java.util.List;
import java.util.Optional;

/**
 * The first rows of a list.
 *
 * @param next where the list goes on; empty when there is no more
 */
record Rows<T>(List<T> rows, Optional<String> next) {
    Rows {
        rows = List.copyOf(rows);
    }
}
