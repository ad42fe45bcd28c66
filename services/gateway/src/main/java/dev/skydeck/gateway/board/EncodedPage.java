package dev.skydeck.gateway.board;

import java.util.Optional;

/**
 * A page of a list, encoded.
 *
 * @param next the cursor of the page after this one
 */
public record EncodedPage(Encoded answer, Optional<String> next) {
    int size() {
        return answer.plain().length() + answer.gzipped().length();
    }
}
