package dev.skydeck.skypilot;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cookies that {@code sky api login} leaves in a file of Netscape's form, for servers behind a single sign-on. The file
 * is read again when it changes, so that a new login is enough. Values are never logged.
 */
final class Cookies {
    private static final String HTTP_ONLY = "#HttpOnly_";
    private static final int COLUMNS = 7;
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;
    private volatile List<Cookie> cookies = List.of();
    private @Nullable FileTime readAt;

    Cookies(Path file) {
        this.file = file;
    }

    /** Where SkyPilot's own client keeps them. */
    static Cookies of(SkyPilotOptions options) {
        return new Cookies(file(options));
    }

    static Path file(SkyPilotOptions options) {
        String named = options.environment().get("SKYPILOT_API_COOKIE_FILE");
        return named == null || named.isBlank()
                ? UserIdentity.home(options).resolve(".sky").resolve("cookies.txt")
                : Path.of(named);
    }

    /** One line of the file. */
    private record Cookie(
            String domain,
            String path,
            boolean secure,
            @Nullable Instant expires,
            String name,
            String value) {
        boolean isFor(URI uri, Instant now) {
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            boolean ofHost = host.equals(domain) || (host.endsWith("." + domain) && !host.matches("[0-9.]+|.*:.*"));
            String asked = uri.getPath().isEmpty() ? "/" : uri.getPath();
            boolean ofPath = path.endsWith("/") ? asked.startsWith(path) : (asked + "/").startsWith(path + "/");
            return ofHost
                    && ofPath
                    && (!secure || "https".equalsIgnoreCase(uri.getScheme()))
                    && (expires == null || now.isBefore(expires));
        }
    }

    /** Reads the file if it has changed; touches files, so not for an event loop. */
    synchronized void refresh() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                cookies = List.of();
                readAt = null;
                return;
            }
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(readAt)) {
                // Bytes, not lines: a file half written in another encoding must not stop the service.
                cookies = parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                readAt = changed;
            }
        } catch (IOException e) {
            // It was replaced while we looked: the next refresh finds it.
            readAt = null;
        }
    }

    /** The value of the Cookie header for that address; null for none. */
    @Nullable
    String header(URI uri, Instant now) {
        String all = cookies.stream()
                .filter(cookie -> cookie.isFor(uri, now))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    private static List<Cookie> parse(String text) {
        List<Cookie> found = new ArrayList<>();
        for (String line : text.split("\\R", -1)) {
            String row = line.startsWith(HTTP_ONLY) ? line.substring(HTTP_ONLY.length()) : line;
            String[] columns = row.split("\t", -1);
            if (columns.length != COLUMNS || row.startsWith("#") || row.startsWith("$")) {
                continue;
            }
            String name = columns[5];
            String value = columns[6];
            // Anything else would let the file write other headers than this one.
            if (!name.matches("[!-:<>-~]+") || !value.matches("[ -:<-~]*")) {
                continue;
            }
            String domain = columns[0].replaceFirst("^\\.", "").toLowerCase(Locale.ROOT);
            Instant expires = columns[4].matches("[0-9]{1,12}") && !columns[4].matches("0+")
                    ? Instant.ofEpochSecond(Long.parseLong(columns[4]))
                    : null;
            String path = columns[2].isEmpty() ? "/" : columns[2];
            found.add(new Cookie(domain, path, columns[3].equals("TRUE"), expires, name, value));
        }
        return List.copyOf(found);
    }
}
