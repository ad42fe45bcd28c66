package dev.skydeck.launcher.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.Test;

class SettingRoutesTest extends FilledApi {
    @Test
    void shouldKeepNumbersAsTheyWereWritten() throws Exception {
        api.post("/api/settings/a", "{\"n\":1e-4,\"big\":9007199254740993,\"one\":1.0}");

        assertThat(api.get("/api/settings/a").text())
                .isEqualTo("{\"key\":\"a\",\"value\":{\"n\":1e-4,\"big\":9007199254740993,\"one\":1.0}}");
    }

    @Test
    void shouldRefuseOneThatIsTooLong() throws Exception {
        Got got = api.post("/api/settings/a", "{\"a\":\"" + "x".repeat(65_536) + "\"}");

        assertThat(got.status()).isEqualTo(422);
    }

    @Test
    void shouldNotFindAnImportedOneThatIsNoJson() throws Exception {
        file.run("insert into user_settings (key, value, updated_at) values ('bad', '{\"a\":NaN}', 0)");

        Got got = api.get("/api/settings/bad");

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.detail()).isEqualTo("Setting not found");
    }

    @Test
    void shouldListFlagSchemasOfAnImportedFile() throws Exception {
        file.run("insert into flag_schemas (flag_name, flag_type, choices) values ('opt', 'CHOICE', '[\"a\",1.0]'),"
                + " ('odd', 'CHOICE', 'no JSON')");

        assertThat(api.get("/api/flag-schemas").text())
                .isEqualTo("{\"schemas\":[{\"flag_name\":\"odd\",\"flag_type\":\"CHOICE\",\"description\":null,"
                        + "\"default_value\":null,\"choices\":null,\"category\":null},"
                        + "{\"flag_name\":\"opt\",\"flag_type\":\"CHOICE\",\"description\":null,"
                        + "\"default_value\":null,\"choices\":[\"a\",1.0],\"category\":null}]}");
    }
}
