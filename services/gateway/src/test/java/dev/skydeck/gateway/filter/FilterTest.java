package dev.skydeck.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.FlagValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \u00a0 ",
                "state:running trainer.lr>1e-5 group:\"lr sweep\" -tag:new",
                "protein",
                "SWEEP.7",
                "grösse",
                "GRÖSSE",
                "u\u0308bung",
                "\"of things\"",
                "anna",
                "-nowhere",
                "name:sweep",
                "name:prot*7",
                "name=protein.sweep.7",
                "description:größe",
                "tag:OLD",
                "tag:o*",
                "tag:new,old",
                "tag:old tag:übung",
                "tag=old",
                "tag!=new",
                "-tag!=old",
                "group:mine",
                "owner:me",
                "owner:anna",
                "has:owner",
                "has:flags.seed",
                "has:trainer.lr",
                "-has:cloud",
                "state:running,failed",
                "STATE:Running",
                "desired:running",
                "condition:backoff",
                "is:starred is:held is:spot -is:expanded",
                "sky:recovering",
                "accelerator:h100",
                "id:7",
                "nodes>1",
                "nodes>=2 nodes<=2 nodes<3",
                "gpus:4,8",
                "gpus!=4",
                "epoch>119.5",
                "job:55",
                "created:2026-03-31",
                "created>2026-03-30",
                "created>=2026-03-31 created<=2026-03-31",
                "created<2026-04-01",
                "created>2026-03-31T14:00:00",
                "created<2026-03-31T16:00:01+02:00",
                "updated>2026-03-31",
                "created_at:2026-03-31 current_state:running tags:old latest_epoch:120",
            })
    void shouldMatch(String filter) {
        assertThat(Filter.parse(filter).matches(Candidates.FULL)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere",
                "-protein",
                "state:running nowhere",
                "state:failed",
                "-state:running",
                "name:bare",
                "name=sweep",
                "name=PROTEIN.SWEEP.7",
                "tag:ol",
                "tag:\"o*\"",
                "tag=Old",
                "tag!=old",
                "group:sweep",
                "owner:\"me\"",
                "owner:an",
                "has:cloud",
                "has:flags.none",
                "is:expanded",
                "nodes>2",
                "epoch<120",
                "created>2026-03-31",
                "created:2026-04-01",
                "created:2026-03-31T14:00:00",
                "updated<2026-04-01",
            })
    void shouldNotMatch(String filter) {
        assertThat(Filter.parse(filter).matches(Candidates.FULL)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trainer.lr:1e-4",
                "trainer.lr=0.0001",
                "trainer.lr:1,2,0.1e-3",
                "trainer.lr>=1e-4 trainer.lr<=1e-4",
                "trainer.lr<0.00010000000000000001",
                "trainer.steps:9007199254740993",
                "trainer.steps>9007199254740992",
                "trainer.steps>9K trainer.steps<1e99B",
                "trainer.steps>-1",
                "trainer.fast:true",
                "trainer.fast:TRUE",
                "model.name:resnet-50",
                "model.name:res*",
                "model.name=ResNet-50",
                "model.code:007",
                "model.code:\"007\"",
                "model.answer:true",
                "model.answer:\"true\"",
                "flags.seed:42",
                "flags.name:\"a flag\"",
            })
    void shouldMatchFlags(String filter) {
        assertThat(Filter.parse(filter).matches(Candidates.FULL)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trainer.lr>1e-4",
                "trainer.lr:\"1.0e-4\"",
                "trainer.lr!=1e-4",
                "trainer.steps:9007199254740992",
                "trainer.fast:false",
                "trainer.fast:\"true\"",
                "trainer.fast>0",
                "model.name>0",
                "model.name=resnet-50",
                "model.code:7",
                "model.code<8",
                "trainer.LR:1e-4",
                "none.there:1",
                "none.there<1",
                "flags.none:1",
            })
    void shouldNotMatchFlags(String filter) {
        assertThat(Filter.parse(filter).matches(Candidates.FULL)).isFalse();
    }

    @Test
    void shouldCompareNumbersOfAnySizeAtOnce() {
        Candidate huge = Candidates.of("anna", Candidates.flag("a.b", new FlagValue.Dec("1e999999999")));

        assertThat(Filter.parse("a.b>-1e-999999999 a.b>1e999999998 a.b:10e999999998 a.b<2e999999999")
                        .matches(huge))
                .isTrue();
    }

    @Test
    void shouldFindNothingInWhatIsNotThere() {
        assertThat(Filter.parse("epoch<1000").matches(Candidates.BARE)).isFalse();
        assertThat(Filter.parse("owner:me").matches(Candidates.BARE)).isFalse();
        assertThat(Filter.parse("-has:epoch -has:job -has:tag -has:group").matches(Candidates.BARE))
                .isTrue();
    }

    @Test
    void shouldTakeOwnerMeAsWhoeverAsks() {
        assertThat(Filter.parse("owner:me").matches(Candidates.of("bert", Candidates.flags())))
                .isFalse();
    }
}
