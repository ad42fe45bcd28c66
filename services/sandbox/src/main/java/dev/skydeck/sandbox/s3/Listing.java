package dev.skydeck.sandbox.s3;

import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ListObjectsV2 request.
 *
 * @param after keys up to this one are left out, null for none
 * @param token the continuation token as it came, null for the first page
 */
record Listing(
        String prefix,
        @Nullable String delimiter,
        int maxKeys,
        @Nullable String startAfter,
        @Nullable String token,
        @Nullable String after,
        boolean urlEncoded) {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final int MOST_KEYS = 1000;

    /** S3 orders keys by their UTF-8 bytes, which differs from {@link String#compareTo} beyond the BMP. */
    private static final Comparator<ObjectInfo> BY_KEY = (a, b) -> Arrays.compareUnsigned(
            a.key().getBytes(StandardCharsets.UTF_8), b.key().getBytes(StandardCharsets.UTF_8));

    static Listing of(MultiMap query) throws S3Error {
        String startAfter = query.get("start-after");
        String token = query.get("continuation-token");
        String delimiter = query.get("delimiter");
        return new Listing(
                query.contains("prefix") ? query.get("prefix") : "",
                delimiter == null || delimiter.isEmpty() ? null : delimiter,
                maxKeys(query.get("max-keys")),
                startAfter,
                token,
                token == null ? startAfter : decoded(token),
                "url".equals(query.get("encoding-type")));
    }

    private static int maxKeys(@Nullable String text) throws S3Error {
        if (text == null) {
            return MOST_KEYS;
        }
        try {
            int wanted = Integer.parseInt(text);
            if (wanted >= 0) {
                return Math.min(wanted, MOST_KEYS);
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw S3Error.invalid("Argument maxKeys must be an integer between 0 and 2147483647");
    }

    private static String decoded(String token) throws S3Error {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Error.invalid("The continuation token provided is incorrect");
        }
    }

    /** @param all the objects that begin with the prefix, in any order */
    String answer(String bucket, List<ObjectInfo> all) {
        Page page = page(all);
        Xml xml = new Xml("ListBucketResult", NAMESPACE)
                .text("Name", bucket)
                .text("Prefix", written(prefix))
                .text("KeyCount", page.objects().size() + page.prefixes().size())
                .text("MaxKeys", maxKeys)
                .text("IsTruncated", page.last() != null);
        optional(xml, "Delimiter", delimiter == null ? null : written(delimiter));
        optional(xml, "EncodingType", urlEncoded ? "url" : null);
        optional(xml, "StartAfter", startAfter == null ? null : written(startAfter));
        optional(xml, "ContinuationToken", token);
        optional(xml, "NextContinuationToken", page.last() == null ? null : encoded(page.last()));
        for (ObjectInfo object : page.objects()) {
            xml.open("Contents")
                    .text("Key", written(object.key()))
                    .text("LastModified", S3Date.iso(object.modified()))
                    .text("ETag", object.etag())
                    .text("Size", object.size())
                    .text("StorageClass", "STANDARD")
                    .close("Contents");
        }
        for (String common : page.prefixes()) {
            xml.open("CommonPrefixes").text("Prefix", written(common)).close("CommonPrefixes");
        }
        return xml.end();
    }

    /** @param last the last key or common prefix of the page, null where nothing comes after it */
    private record Page(
            List<ObjectInfo> objects,
            Set<String> prefixes,
            @Nullable String last) {}

    private Page page(List<ObjectInfo> all) {
        List<ObjectInfo> objects = new ArrayList<>();
        Set<String> prefixes = new LinkedHashSet<>();
        String last = null;
        for (ObjectInfo object : all.stream().sorted(BY_KEY).toList()) {
            String common = commonPrefix(object.key());
            if (passed(object.key(), common) || (common != null && prefixes.contains(common))) {
                continue;
            }
            if (objects.size() + prefixes.size() == maxKeys) {
                return new Page(objects, prefixes, maxKeys == 0 ? null : last);
            }
            if (common == null) {
                objects.add(object);
            } else {
                prefixes.add(common);
            }
            last = common == null ? object.key() : common;
        }
        return new Page(objects, prefixes, null);
    }

    /** Whether an earlier page had it. One that ended with a common prefix had all keys below that. */
    private boolean passed(String key, @Nullable String common) {
        if (after == null) {
            return false;
        }
        if (token != null && common != null && common.equals(after)) {
            return true;
        }
        return Arrays.compareUnsigned(key.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8))
                <= 0;
    }

    private @Nullable String commonPrefix(String key) {
        if (delimiter == null) {
            return null;
        }
        int at = key.indexOf(delimiter, prefix.length());
        return at < 0 ? null : key.substring(0, at + delimiter.length());
    }

    private static void optional(Xml xml, String name, @Nullable String value) {
        if (value != null) {
            xml.text(name, value);
        }
    }

    private String written(String text) {
        return urlEncoded ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/") : text;
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
