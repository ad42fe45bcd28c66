package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;

/** How a request of SkyPilot ended. */
sealed interface RequestResult {
    record Succeeded(JsonNode value) implements RequestResult {}

    /** @param type SkyPilot's exception class */
    record Failed(String type, String sentence) implements RequestResult {}

    record Cancelled() implements RequestResult {}

    /** The server does not know it: every start of a server forgets all requests. */
    record Missing() implements RequestResult {}
}
