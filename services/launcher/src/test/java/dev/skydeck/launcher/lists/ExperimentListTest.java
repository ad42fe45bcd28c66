package dev.skydeck.launcher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentListTest extends ListApi {
    private void three() throws Exception {
        made("b.two", "\"flags\":{\"trainer.lr\":1e-3},\"tags\":[\"old\"],\"desired_state\":\"RUNNING\",\"nodes\":2");
        made("a.one", "\"flags\":{\"trainer.lr\":0.00020,\"seed\":9007199254740993},\"description\":\"Größe\"");
        made("c.three", "\"flags\":{\"trainer.lr\":\"auto\"},\"tags\":[\"new\"],\"gpus\":8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "trainer.lr>1e-4|b.two a.one",
                "trainer.lr>2e-4 -tag:new|b.two",
                "flags.seed:9007199254740993|a.one",
                "flags.seed:9007199254740992|",
                "grösse|a.one",
                "desired:running|b.two",
                "state:init nodes<2 gpus<8|a.one",
                "owner:me|b.two a.one c.three",
                "-owner:me|",
                "trainer.lr:auto|c.three",
            })
    void shouldListWhatTheFilterFinds(String filter, String found) throws Exception {
        three();

        assertThat(String.join(" ", names(experiments("filter", filter, "sort", "id"))))
                .isEqualTo(found == null ? "" : found);
    }

    @Test
    void shouldFindTheMembersOfAGroup() throws Exception {
        long one = made("a", "");
        made("b", "");
        String group = api.post("/api/groups", "{\"name\":\"lr sweep\"}")
                .at("/group/id")
                .asText();
        api.post("/api/groups/" + group + "/experiments", "{\"experiment_ids\":[\"" + one + "\"]}");

        assertThat(names(experiments("filter", "group:\"LR sweep\""))).containsExactly("a");
        assertThat(names(experiments("filter", "-has:group"))).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({
        "'name', a.one b.two c.three",
        "'-name', c.three b.two a.one",
        "'flags.trainer.lr', a.one b.two c.three",
        "'-flags.trainer.lr', c.three b.two a.one",
        "'-flags.seed', a.one b.two c.three",
        "'flags.seed,-id', a.one c.three b.two",
        "'-nodes,-gpus,name', b.two c.three a.one",
        "'-created_at,-id', c.three a.one b.two",
        "'desired_state,id', b.two a.one c.three",
        "'tags,id', c.three b.two a.one",
    })
    void shouldSort(String sort, String order) throws Exception {
        three();

        assertThat(String.join(" ", names(experiments("sort", sort)))).isEqualTo(order);
    }

    @Test
    void shouldKeepTheManualOrderWithoutASort() throws Exception {
        three();

        assertThat(names(experiments("limit", "-1", "filter", "-nowhere")))
                .isEqualTo(names(api.get("/api/experiments")));
    }

    @Test
    void shouldGoThroughAllPages() throws Exception {
        for (int i = 0; i < 25; i++) {
            made("run." + (i % 5) + "." + i, "\"flags\":{\"k\":" + i % 3 + "}");
        }

        List<String> found = new ArrayList<>();
        Got page = experiments("filter", "run", "sort", "-flags.k", "limit", "4");
        int pages = 1;
        while (page.headers().containsKey("Link")) {
            found.addAll(names(page));
            String link = page.headers().get("Link");
            assertThat(link).endsWith(">; rel=\"next\"").contains(next(page));
            page = api.get(link.substring(1, link.indexOf('>')));
            pages++;
        }
        found.addAll(names(page));

        assertThat(pages).isEqualTo(7);
        assertThat(found).doesNotHaveDuplicates().isEqualTo(names(experiments("sort", "-flags.k")));
    }

    @Test
    void shouldGoOnAfterARowThatIsGone() throws Exception {
        made("a", "");
        long second = made("b", "");
        made("d", "");
        Got page = experiments("sort", "name", "limit", "2");

        api.delete("/api/experiments/" + second);
        made("c", "");
        made("a.again", "");

        assertThat(names(experiments("sort", "name", "cursor", next(page)))).containsExactly("c", "d");
    }

    @Test
    void shouldSendOnlyTheFieldsAskedFor() throws Exception {
        three();

        assertThat(experiments("sort", "name", "limit", "2", "fields", "name,id,flags.trainer.lr")
                        .text())
                .isEqualTo("{\"experiments\":[{\"id\":2,\"name\":\"a.one\",\"flags\":{\"trainer.lr\":0.00020}},"
                        + "{\"id\":1,\"name\":\"b.two\",\"flags\":{\"trainer.lr\":1e-3}}]}");
    }

    @Test
    void shouldSendNoneForLimitZero() throws Exception {
        three();
        Got none = experiments("limit", "0");

        assertThat(names(none)).isEmpty();
        assertThat(none.headers()).doesNotContainKeys("Next-Cursor", "Link");
    }

    @Test
    void shouldNameEachWrongParameter() throws Exception {
        Got got =
                experiments("filter", "state:runing", "sort", "age", "limit", "x", "fields", "id,color", "cursor", "?");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.json().at("/detail").findValuesAsText("msg"))
                .satisfiesExactly(
                        filter -> assertThat(filter).contains("is one of init, pending", "not runing"),
                        sort -> assertThat(sort).contains("cannot be sorted by age. It can by order"),
                        limit -> assertThat(limit).contains("valid integer"),
                        cursor -> assertThat(cursor).contains("Begin again without a cursor"),
                        fields -> assertThat(fields).contains("no field 'color'. Fields are id, name"));
        assertThat(got.at("/detail/0/loc/1").asText()).isEqualTo("filter");
        assertThat(got.at("/detail/0/ctx/position").asText()).isEqualTo("7");
    }

    @Test
    void shouldRefuseACursorOfAnotherOrder() throws Exception {
        three();
        String cursor = next(experiments("sort", "name", "limit", "1"));

        assertThat(experiments("sort", "-name", "limit", "1", "cursor", cursor).status())
                .isEqualTo(422);
    }

    @Test
    void shouldSayThatAPageIsUnchangedUntilSomethingChanges() throws Exception {
        three();
        String path = "/api/experiments" + query("filter", "tag:old", "limit", "5");
        String tag = String.valueOf(api.get(path).headers().get("ETag"));

        Got same = api.raw("GET", path, null, Map.of("If-None-Match", tag));
        Got other = api.raw("GET", path + "&sort=name", null, Map.of("If-None-Match", tag));
        made("d", "");
        Got changed = api.raw("GET", path, null, Map.of("If-None-Match", tag));

        assertThat(same.status()).isEqualTo(304);
        assertThat(other.status()).isEqualTo(200);
        assertThat(changed.status()).isEqualTo(200);
    }
}
