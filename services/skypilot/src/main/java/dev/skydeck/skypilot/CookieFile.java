package dev.skydeck.skypilot;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Writes a login's cookies as {@code sky api login} does, into the file that it and {@link Cookies} read. Blocks. */
final class CookieFile {
    private static final String HEAD = """
            # Netscape HTTP Cookie File
            # http://curl.haxx.se/rfc/cookie_spec.html
            # This is a generated file!  Do not edit.

            """;

    /** SkyPilot's own client invents as much; the true end is that of the proxy's cookie within. */
    private static final Duration LASTS = Duration.ofDays(7);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private CookieFile() {}

    /** Replaces what the file has of that server's host, by rename, and keeps the rest. */
    static void write(Path file, URI server, Map<String, String> cookies, Instant now) throws IOException {
        String domain = "." + server.getHost().toLowerCase(Locale.ROOT);
        boolean secure = "https".equalsIgnoreCase(server.getScheme());
        StringBuilder text = new StringBuilder(HEAD);
        if (Files.isRegularFile(file)) {
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\\R", -1)) {
                String[] columns = line.replaceFirst("^#HttpOnly_", "").split("\t", -1);
                if (columns.length == 7 && !columns[0].equalsIgnoreCase(domain)) {
                    text.append(line).append('\n');
                }
            }
        }
        long expires = now.plus(LASTS).getEpochSecond();
        cookies.forEach((name, value) -> text.append(String.join(
                        "\t", domain, "TRUE", "", secure ? "TRUE" : "FALSE", Long.toString(expires), name, value))
                .append('\n'));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path written = Files.createTempFile(folder, ".cookies", ".tmp", OWNER_ONLY);
        Files.writeString(written, text, StandardCharsets.UTF_8);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
