package dev.skydeck.launcher.original;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every path of the contract answers to a trailing slash and to a method that it does not have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathsTest {
    private ApiFixture api;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    PathsTest() {}

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
    }

    @AfterAll
    void stop() throws Exception {
        api.close();
    }

    private Stream<Map.Entry<String, JsonNode>> paths() throws Exception {
        return api.get("/api/openapi.json").at("/paths").properties().stream();
    }

    /** With something in the place of each parameter. */
    private static String filled(String path) {
        return path.replaceAll("\\{[a-z]+}", "1");
    }

    @TestFactory
    Stream<DynamicTest> shouldRedirectATrailingSlash() throws Exception {
        return paths().map(path -> DynamicTest.dynamicTest(path.getKey(), () -> {
            Got got = api.get(filled(path.getKey()) + "/?a=b");

            assertThat(got.status()).isEqualTo(307);
            assertThat(got.headers())
                    .containsEntry("Location", "http://127.0.0.1:" + api.port() + filled(path.getKey()) + "?a=b");
        }));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheMethodsOfAPath() throws Exception {
        return paths().map(path -> DynamicTest.dynamicTest(path.getKey(), () -> {
            Set<String> methods = new TreeSet<>();
            path.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            methods.remove("PARAMETERS");

            Got got = api.raw("TRACE", filled(path.getKey()), null, Map.of());

            assertThat(got.status()).isEqualTo(405);
            // A name such as "reorder" is an id too.
            assertThat(String.valueOf(got.headers().get("Allow")).split(", ", -1))
                    .containsAll(methods);
        }));
    }
}
