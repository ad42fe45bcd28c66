package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
    private static final Prices PRICES = new Prices(
            List.of(
                    new Price("H100", null, null, null, 1),
                    new Price("H100", null, null, true, 2),
                    new Price("H100", "aws", null, null, 3),
                    new Price("H100", "aws", "us-east-1", null, 4),
                    new Price("h100", "k8s", null, null, 5)),
            null);

    @ParameterizedTest
    @CsvSource({
        "H100, GCP, , false, 1",
        "H100, GCP, , true, 2",
        "h100, AWS, eu-west-1, true, 3",
        "H100, AWS, us-east-1, true, 4",
        "H100, Kubernetes, , false, 5",
        "H100, , , false, 1"
    })
    void shouldTakeTheMostPreciseThatFits(
            String accelerator, @Nullable String cloud, @Nullable String region, boolean spot, long price) {
        assertThat(PRICES.of(accelerator, cloud, region, spot).orElseThrow().microDollars())
                .isEqualTo(price);
    }

    @Test
    void shouldNotTakeTheStartOfANameForTheWhole() {
        assertThat(PRICES.of("H100-MEGA-80GB", null, null, false)).isEmpty();
    }

    @Test
    void shouldRefuseTwoPricesOfTheSame() {
        List<Price> list = List.of(new Price("H100", "AWS", null, null, 1), new Price("h100", "aws", null, null, 2));

        assertThatThrownBy(() -> new Prices(list, null)).hasMessage("prices[1] is for the same as prices[0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1x[H100:8]; H100; 8",
                "2x[H100:8]; H100; 16",
                "2x(gpus=A100-80GB:4, cpus=96, mem=0, ...); A100-80GB; 8",
                "1x[L4:0.5]; L4; 0.5"
            })
    void shouldReadWhatSkyPilotShows(String words, String name, String count) {
        Accelerators read = Accelerators.of(words).orElseThrow();

        assertThat(read.name()).isEqualTo(name);
        assertThat(read.count()).isEqualByComparingTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1x[CPU:1+]", "1x(cpus=2, mem=0, ...)", "1x[H100:8, A100:8]", "-"})
    void shouldReadNoneWhereNoneOrAChoiceIsShown(String words) {
        assertThat(Accelerators.of(words)).isEmpty();
    }
}
