package dev.skydeck.launcher.hostile;

import static dev.skydeck.launcher.hostile.RawCase.cut;
import static dev.skydeck.launcher.hostile.RawCase.handled;
import static dev.skydeck.launcher.hostile.RawCase.refused;
import static dev.skydeck.launcher.hostile.RawCase.taken;
import static dev.skydeck.launcher.hostile.RawCase.unknownVersion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Broken HTTP, by the byte. Each is one connection. */
final class RawCases {
    private static final String HOST = "Host: {host}\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String CREATE = "POST /api/experiments HTTP/1.1\r\n" + HOST + JSON;
    private static final String CHUNKED = CREATE + "Transfer-Encoding: chunked\r\n";
    /** Never to be carried out: it hides behind another request. */
    static final String HIDDEN = CREATE + "Content-Length: 17\r\n\r\n{\"name\":\"hidden\"}";

    private RawCases() {}

    static Stream<RawCase> all() {
        return Stream.of(lines(), targets(), headers(), lengths(), chunks(), smuggling(), bodies(), protocols())
                .flatMap(List::stream);
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static String line(String line) {
        return line + "\r\n" + HOST + "\r\n";
    }

    private static String header(String header) {
        return "GET /api/experiments HTTP/1.1\r\n" + HOST + header + "\r\n\r\n";
    }

    private static String host(String header) {
        return "GET /api/experiments HTTP/1.1\r\n" + header + "\r\n";
    }

    private static String post(String length, String body) {
        return CREATE + "Content-Length: " + length + "\r\n\r\n" + body;
    }

    private static String body(String body) {
        return post(Integer.toString(body.length()), body);
    }

    private static List<RawCase> lines() {
        return List.of(
                refused("method in small letters", line("get /api/experiments HTTP/1.1")),
                refused("method of no token", line("G@T /api/experiments HTTP/1.1")),
                refused("method with NUL", line("GE\0T /api/experiments HTTP/1.1")),
                refused("no method", line(" /api/experiments HTTP/1.1")),
                refused("endless method", line("G".repeat(1_000) + " /api/experiments HTTP/1.1")),
                refused("unknown method", line("BREW /api/experiments HTTP/1.1")),
                refused("TRACE", line("TRACE /api/experiments HTTP/1.1")),
                refused("TRACE with a body", "TRACE / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n\r\nx"),
                refused("CONNECT", line("CONNECT 127.0.0.1:22 HTTP/1.1")),
                refused("CONNECT to itself", line("CONNECT {host} HTTP/1.1")),
                refused("PROPFIND", line("PROPFIND / HTTP/1.1")),
                refused("no version", line("GET /api/experiments")),
                refused("HTTP/0.9", "GET /api/experiments\r\n\r\n"),
                unknownVersion("HTTP/3.0", line("GET /api/experiments HTTP/3.0")),
                unknownVersion("HTTP/9.9", line("GET /api/experiments HTTP/9.9")),
                refused("HTTP/-1.1", line("GET /api/experiments HTTP/-1.1")),
                refused("HTTP/1", line("GET /api/experiments HTTP/1")),
                unknownVersion("http/1.1 in small letters", line("GET /api/experiments http/1.1")),
                unknownVersion("no HTTP at all", line("GET /api/experiments FTP/1.1")),
                handled("two spaces", line("GET  /api/experiments  HTTP/1.1")),
                handled("tabs", line("GET\t/api/experiments\tHTTP/1.1")),
                handled("space at the end", line("GET /api/experiments HTTP/1.1 ")),
                handled("empty lines before", "\r\n\r\n" + get("/api/experiments")),
                handled("line feeds only", get("/api/experiments").replace("\r", "")),
                refused("carriage returns only", get("/api/experiments").replace("\n", "") + "\n\n"),
                refused("line of 5 KiB", get("/api/experiments?a=" + "x".repeat(5 << 10))),
                refused("line of 1 MiB", get("/" + "x".repeat(1 << 20))));
    }

    private static List<RawCase> targets() {
        return List.of(
                refused("space in the path", get("/api/ex periments")),
                refused("NUL in the path", get("/api/experiments/\0")),
                refused("NUL escaped", get("/api/experiments/%00")),
                refused("NUL escaped in a page", get("/index.html%00.js")),
                refused("bad UTF-8 in the path", get("/api/experiments/\u00ff\u00fe")),
                refused("overlong UTF-8 escaped", get("/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd")),
                refused("half a surrogate escaped", get("/api/experiments/%ED%A0%80")),
                refused("broken escape", get("/api/experiments/%")),
                refused("broken escape in the query", get("/api/groups?min_revision=%G1")),
                refused("escape twice", get("/api/experiments/%25%30%30")),
                refused("up and out", get("/../../../../etc/passwd")),
                refused("up and out escaped", get("/%2e%2e/%2e%2e/%2e%2e/etc/passwd")),
                refused("up and out with escaped slashes", get("/..%2f..%2f..%2fetc%2fpasswd")),
                refused("up and out with backslashes", get("/..\\..\\..\\etc\\passwd")),
                refused("into the class path", get("/../openapi.yaml")),
                refused("hidden file", get("/.git/config")),
                handled("two slashes at the beginning", get("//api/experiments")),
                handled("two slashes in the middle", get("/api//experiments")),
                handled("up and down again", get("/api/../api/experiments")),
                handled("semicolon", get("/api/experiments;a=b")),
                handled("fragment", get("/api/experiments#part")),
                handled("question marks", get("/api/experiments???&&==")),
                handled("a thousand parameters", get("/api/groups?" + "a=1&".repeat(900))),
                refused("no slash", get("api/experiments")),
                refused("star", get("*")),
                handled("OPTIONS of all", line("OPTIONS * HTTP/1.1")),
                refused("authority", get("{host}")),
                handled("whole address", get("http://{host}/api/experiments")),
                refused("whole address of another", host("").replace("/api", "http://evil.example/api")),
                handled("whole address of another, own host", get("http://evil.example/api/experiments")),
                handled("whole address without a host", get("http:///api/experiments")),
                refused("file address", get("file:///etc/passwd")),
                refused("script address", get("javascript:alert(1)")));
    }

    private static List<RawCase> headers() {
        return List.of(
                refused("no host", host("")),
                refused("empty host", host("Host:\r\n")),
                refused("another host", host("Host: evil.example\r\n")),
                refused("two hosts", host(HOST + HOST)),
                refused("own host and another", host(HOST + "Host: evil.example\r\n")),
                refused("two hosts in one", host("Host: {host}, evil.example\r\n")),
                refused("host with a user", host("Host: evil@{host}\r\n")),
                refused("host with a path", host("Host: {host}/x\r\n")),
                refused("host in another's", host("Host: {host}.evil.example\r\n")),
                refused("host with NUL", host("Host: {host}\0\r\n")),
                refused("space before the colon", header("X-A : b")),
                refused("space before the colon of the host", host("Host : {host}\r\n")),
                refused("no colon", header("X-A")),
                handled("no name", header(": b")),
                refused("name of no token", header("X(A): b")),
                refused("name with NUL", header("X\0A: b")),
                refused("name with a line feed", header("X\nA: b")),
                refused("name of another letters", header("X-\u00e9: b")),
                refused("value with NUL", header("X-A: b\0c")),
                refused("value with a carriage return", header("X-A: b\rc")),
                refused("value with an escape", header("X-A: b\u001b[31m")),
                refused("value with DEL", header("X-A: b\u007f")),
                handled("value of bad UTF-8", header("X-A: \u00ff\u00fe")),
                handled("empty value", header("X-A:")),
                handled("folded", header("X-A: b\r\n c")),
                refused("folded host", host("Host:\r\n {host}\r\n")),
                refused("folded from the beginning", "GET /api/experiments HTTP/1.1\r\n X: y\r\n" + HOST + "\r\n"),
                refused("header of 9 KiB", header("X-A: " + "x".repeat(9 << 10))),
                refused("name of 9 KiB", header("x".repeat(9 << 10) + ": a")),
                refused("header of 1 MiB", header("X-A: " + "x".repeat(1 << 20))),
                refused("100,000 headers", header("X: y\r\n".repeat(100_000) + "X: y")),
                handled("500 headers", header("X: y\r\n".repeat(500) + "X: y")),
                handled("100 of one header", header("If-None-Match: \"a\"\r\n".repeat(100) + "X: y")),
                handled("all that a range can be", header("Range: bytes=" + "0-1,".repeat(1_000) + "0-1")),
                handled("cookies of nothing", header("Cookie: ;;;=;=;==")),
                handled("an encoding of nothing", header("Accept-Encoding: ;q=,,gzip;q=99999999999999999999")));
    }

    private static List<RawCase> lengths() {
        List<RawCase> cases = new ArrayList<>();
        for (String length :
                List.of("-1", "+17", "17abc", "0x11", "1e1", "1.0", "99999999999999999999", "9".repeat(500))) {
            cases.add(refused(
                    "length " + length.substring(0, Math.min(20, length.length())),
                    post(length, "{\"name\":\"hidden\"}")));
        }
        cases.add(refused("no length that is a length", post("", "{\"name\":\"hidden\"}")));
        cases.add(refused("two lengths in one", post("17, 18", "{\"name\":\"hidden\"} ")));
        cases.add(refused("two lengths", post("17\r\nContent-Length: 18", "{\"name\":\"hidden\"} ")));
        cases.add(refused("length of 9 EiB", post("9223372036854775807", "")));
        cases.add(refused("length of 2 MiB without a body", post("2097152", "")));
        cases.add(cut("length of more than comes", post("500", "{\"name\":\"hidden\"}")));
        cases.add(cut("headers without an end", CREATE));
        cases.add(cut("half a line", "GET /api/expe"));
        cases.add(cut("nothing", ""));
        cases.add(cut("one byte", "G"));
        return cases;
    }

    private static List<RawCase> chunks() {
        return List.of(
                refused("chunk size of no number", CHUNKED + "\r\nzz\r\n{}\r\n0\r\n\r\n"),
                refused("negative chunk", CHUNKED + "\r\n-2\r\n{}\r\n0\r\n\r\n"),
                refused("chunk with a sign", CHUNKED + "\r\n+2\r\n{}\r\n0\r\n\r\n"),
                refused("chunk in C's way", CHUNKED + "\r\n0x2\r\n{}\r\n0\r\n\r\n"),
                refused("chunk of 16 EiB", CHUNKED + "\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n"),
                refused("chunk beyond 64 bits", CHUNKED + "\r\n1FFFFFFFFFFFFFFFF2\r\n{}\r\n0\r\n\r\n"),
                refused("chunk without a size", CHUNKED + "\r\n\r\n{}\r\n0\r\n\r\n"),
                refused("chunk longer than its size", CHUNKED + "\r\n2\r\n{}{}\r\n0\r\n\r\n"),
                refused("chunk without its line end", CHUNKED + "\r\n2\r\n{}0\r\n\r\n"),
                refused("chunk with an extension", CHUNKED + "\r\n2;a=b\r\n{}\r\n0\r\n\r\n"),
                refused(
                        "chunk with a long extension",
                        CHUNKED + "\r\n2;" + "a".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n"),
                refused("chunk with a NUL", CHUNKED + "\r\n2\0\r\n{}\r\n0\r\n\r\n"),
                refused("chunks with line feeds only", CHUNKED + "\r\n2\n{}\n0\n\n"),
                refused("trailer with NUL", CHUNKED + "\r\n2\r\n{}\r\n0\r\nX: \0\r\n\r\n"),
                refused("trailer with a length", CHUNKED + "\r\n2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n"),
                refused("endless trailers", CHUNKED + "\r\n2\r\n{}\r\n0\r\n" + "X: y\r\n".repeat(10_000) + "\r\n"),
                refused("chunks of one byte, 2 MiB", CHUNKED + "\r\n" + "1\r\nx\r\n".repeat(2 << 20)),
                cut("chunks without an end", CHUNKED + "\r\n2\r\n{}\r\n"),
                cut("chunk that is cut", CHUNKED + "\r\nFF\r\n{}"));
    }

    private static List<RawCase> smuggling() {
        String both = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        return List.of(
                refused("length and chunks", CREATE + both + HIDDEN),
                refused(
                        "chunks and length",
                        CREATE + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused("read with length and chunks", "GET /api/nothing HTTP/1.1\r\n" + HOST + both + HIDDEN),
                refused("encoding of a wrong name", CREATE + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused("encoding identity", CREATE + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused(
                        "encoding with a length",
                        CREATE + "Transfer-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}" + HIDDEN),
                refused(
                        "two encodings",
                        CREATE + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused(
                        "chunked, then something",
                        CREATE + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused("chunked twice", CREATE + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused(
                        "encoding with a space before its colon",
                        CREATE + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused("encoding in a fold", CREATE + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused(
                        "encoding after a vertical tab",
                        CREATE + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                refused("chunks in HTTP/1.0", CHUNKED.replace("1.1", "1.0") + "\r\n0\r\n\r\n" + HIDDEN),
                refused(
                        "two lengths, the second hides",
                        CREATE + "Content-Length: 0\r\nContent-Length: 100\r\n\r\n" + HIDDEN));
    }

    private static List<RawCase> bodies() {
        return List.of(
                refused("depth 10,000 of lists", body("[".repeat(10_000) + "]".repeat(10_000))),
                refused("depth 10,000 of objects", body("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))),
                refused(
                        "depth 10,000 in a field",
                        body("{\"name\":\"hidden\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")),
                refused("a key twice", body("{\"name\":\"a\",\"name\":\"hidden\"}")),
                refused("a key twice, escaped once", body("{\"name\":\"a\",\"n\\u0061me\":\"hidden\"}")),
                refused("NUL in a name", body("{\"name\":\"a\\u0000b\"}")),
                refused("NUL as a byte", body("{\"name\":\"a\0b\"}")),
                refused("half a surrogate", body("{\"name\":\"\\ud800\"}")),
                refused("surrogates the wrong way round", body("{\"name\":\"\\udc00\\ud800\"}")),
                refused("half a surrogate as bytes", body("{\"name\":\"\u00ed\u00a0\u0080\"}")),
                refused("overlong UTF-8", body("{\"name\":\"\u00c0\u00af\"}")),
                refused("bad UTF-8", body("{\"name\":\"\u00ff\"}")),
                refused("beyond Unicode", body("{\"name\":\"\u00f5\u0080\u0080\u0080\"}")),
                refused("UTF-8 that is cut", body("{\"name\":\"\u00e2\u0082\"}")),
                refused("UTF-16", body("\u00fe\u00ff\0{\0}")),
                refused("only white space", body("  \t\r\n ")),
                refused("two documents", body("{\"name\":\"hidden\"}{\"name\":\"hidden\"}")),
                refused("NaN", body("{\"name\":\"hidden\",\"nodes\":NaN}")),
                refused(
                        "a number of 100,000 digits",
                        body("{\"name\":\"hidden\",\"nodes\":" + "9".repeat(100_000) + "}")),
                refused("an exponent of a billion", body("{\"name\":\"hidden\",\"nodes\":1e999999999}")),
                refused("a text of 1 MiB less a little", body("{\"name\":\"" + "x".repeat(1_048_000) + "\"}")),
                refused("a body of 1 MiB and a little", body("{\"name\":\"" + "x".repeat(1 << 20) + "\"}")),
                refused(
                        "a form",
                        (CREATE + "Content-Length: 8\r\n\r\nname=abc")
                                .replace("application/json", "application/x-www-form-urlencoded")),
                refused("a packed body", CREATE + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\u001f\u008b"),
                handled(
                        "a body for a read",
                        "GET /api/experiments HTTP/1.1\r\n" + HOST + JSON + "Content-Length: 2\r\n\r\n{}"),
                handled(
                        "a form for a read",
                        "GET /api/experiments HTTP/1.1\r\n" + HOST
                                + "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n\r\n{}"));
    }

    private static List<RawCase> protocols() {
        return List.of(
                unknownVersion("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"),
                handled(
                        "upgrade to HTTP/2",
                        header(
                                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__")),
                handled(
                        "upgrade to a web socket",
                        header(
                                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x")),
                handled("upgrade to nothing", header("Connection: Upgrade\r\nUpgrade: \0".replace("\0", ","))),
                refused("TLS hello", "\u0016\3\1\0\u0005\1\0\0\1\3\r\n\r\n"),
                refused("SSH", "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
                refused("SMTP", "EHLO localhost\r\nMAIL FROM:<a@b>\r\n\r\n"),
                refused("RESP", "*1\r\n$4\r\nPING\r\n\r\n"),
                refused("NULs", "\0".repeat(10_000) + "\r\n\r\n"),
                refused("noise", "\u00de\u00ad\u00be\u00ef".repeat(5_000) + "\r\n\r\n"),
                taken("HTTP/1.0", "GET /api/experiments HTTP/1.0\r\n" + HOST + "\r\n"),
                taken(
                        "HTTP/1.0 kept alive",
                        "GET /api/experiments HTTP/1.0\r\n" + HOST + "Connection: keep-alive\r\n\r\n"),
                taken("three in one", get("/api/experiments").repeat(3)),
                taken("a hundred in one", get("/api/experiments").repeat(100)),
                handled("good, then noise", get("/api/experiments") + "\u00de\u00ad\u00be\u00ef\r\n\r\n"),
                handled("good, then cut", get("/api/experiments") + "GET /api/exp"),
                taken("HEAD of the page", line("HEAD / HTTP/1.1")),
                refused("expects something else", CREATE + "Expect: a miracle\r\nContent-Length: 2\r\n\r\n{}"),
                refused(
                        "expects to go on, and goes on badly",
                        CREATE + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}"));
    }
}
