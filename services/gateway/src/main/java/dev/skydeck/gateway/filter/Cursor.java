package dev.skydeck.gateway.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The row after which a page begins. It holds what the list is sorted by, not a row number, so that rows that come and go
 * meanwhile neither double nor hide others.
 */
final class Cursor {
    private static final String SEPARATOR = "\0";
    private static final String REFUSED =
            "This is no cursor that a list sorted like this one gave. Begin again without a cursor.";

    private Cursor() {}

    static String print(Sort sort, Place place) {
        List<String> parts = new ArrayList<>(List.of(sort.print(), Long.toString(place.id())));
        place.keys().forEach(key -> parts.add(key.print()));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws FilterProblem if it is none of that order */
    static Place parse(Sort sort, String text) {
        try {
            String printed = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = printed.split(SEPARATOR, -1);
            if (parts[0].equals(sort.print()) && parts.length == sort.terms().size() + 2) {
                List<SortKey> keys = new ArrayList<>();
                for (int i = 2; i < parts.length; i++) {
                    keys.add(SortKey.parse(parts[i]));
                }
                return new Place(keys, Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            throw new FilterProblem(1, REFUSED);
        }
        throw new FilterProblem(1, REFUSED);
    }
}
