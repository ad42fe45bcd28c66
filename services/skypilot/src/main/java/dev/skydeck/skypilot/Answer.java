package dev.skydeck.skypilot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skydeck.skypilot.Transport.Reply;
import org.jspecify.annotations.Nullable;

/** Reads SkyPilot's answers, which may come from anything in front of it. */
final class Answer {
    /** Python writes NaN where a number is none; one of those must not hide a whole queue. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final int SHOWN = 300;

    private Answer() {}

    /** The body as JSON; a missing node when it is none. */
    static JsonNode json(Reply response) {
        return json(response.body().toString());
    }

    /** A text as JSON; a missing node when it is none. */
    static JsonNode json(@Nullable String text) {
        if (text == null) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static boolean isHtml(Reply response) {
        String type = response.header("content-type");
        return type != null && type.contains("text/html");
    }

    /** Whether it asks us to log in: a redirect, a web page where there should be data, or 401. */
    static boolean isLogin(Reply response) {
        int status = response.status();
        return (status >= 300 && status < 400) || status == 401 || (isHtml(response) && status < 500);
    }

    /**
     * What is wrong with an answer that is not what was asked for.
     *
     * @param ownCredentials whether we sent a token or password that was configured, rather than the cookies of a login
     */
    static String sentence(String url, Reply response, boolean ownCredentials) {
        int status = response.status();
        if (isLogin(response)) {
            return "SkyPilot login expired: " + remedy(ownCredentials) + " The server at " + url + " "
                    + loginWords(response);
        }
        if (status == 403) {
            return "The SkyPilot server at " + url + " does not allow us to do this (HTTP 403): " + detail(response);
        }
        if (isHtml(response)) {
            return "The SkyPilot server at " + url + " answered with a web page instead of data (HTTP " + status + ").";
        }
        if (status == 200) {
            return "The SkyPilot server at " + url + " gave an answer that could not be read.";
        }
        return "The SkyPilot server at " + url + " answered HTTP " + status + ": " + detail(response);
    }

    /** A server that says so in its health, with HTTP 200. */
    static String loginNeeded(String url, boolean ownCredentials) {
        return "SkyPilot login expired: " + remedy(ownCredentials) + " The server at " + url
                + " says that we are nobody.";
    }

    private static String remedy(boolean ownCredentials) {
        return ownCredentials
                ? "give SkyDeck a new service account token or password and start it again."
                : "run skydeck login.";
    }

    private static String loginWords(Reply response) {
        int status = response.status();
        if (status == 401) {
            return "answered HTTP 401: " + detail(response);
        }
        return isHtml(response)
                ? "answered with a web page instead of data (HTTP " + status
                        + "), as a login page or a wrong address does."
                : "redirects to another page instead of answering.";
    }

    /** SkyPilot's own words about an error. A 422 echoes what was sent, so only its messages are taken. */
    static String detail(Reply response) {
        JsonNode json = json(response);
        JsonNode detail = json.path("detail");
        if (detail.isArray()) {
            StringBuilder all = new StringBuilder();
            detail.forEach(one -> all.append(all.isEmpty() ? "" : "; ")
                    .append(one.path("loc").toString())
                    .append(' ')
                    .append(one.path("msg").asText("")));
            return plain(all.toString());
        }
        if (detail.isTextual()) {
            return plain(detail.asText());
        }
        if (json.path("message").isTextual()) {
            return plain(json.path("message").asText());
        }
        return "no reason given";
    }

    /** Without terminal colours and line breaks, and short. */
    static String plain(String text) {
        String line = text.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "")
                .replaceAll("\\s+", " ")
                .trim();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
}
