package dev.skydeck.messages.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.Answer;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.ExperimentRequest.SeedExperiments;
import dev.skydeck.messages.Garbled;
import dev.skydeck.messages.Message;
import dev.skydeck.messages.MetricRequest.FilePart;
import dev.skydeck.messages.MetricRequest.RecordMetrics;
import dev.skydeck.messages.ObservationRequest.ObservationRecorded;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.SweepRequest.PreviewSweep;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Axis.Draw;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.MetricLine;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.SweepPlan;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecsTest {
    private final MessageCodecs codec = new MessageCodecs();

    static Stream<Class<?>> messages() {
        return Stream.concat(Leaves.of(Request.class).stream(), Leaves.of(Event.class).stream());
    }

    static Stream<Class<?>> requests() {
        return Leaves.of(Request.class).stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldBringEveryMessageOverTheWireUnchanged(Class<?> type) {
        // Given
        Message message = (Message) Example.of(type);

        // When
        Message arrived = overTheWire(message);

        // Then
        assertThat(arrived).isEqualTo(message);
    }

    @Test
    void shouldBringValuesThatAreNoNumbersOverTheWire() {
        Map<String, Double> values = Map.of("nan", Double.NaN, "inf", Double.NEGATIVE_INFINITY);
        FilePart part =
                new FilePart(9, 9, "t", null, Instant.EPOCH, List.of(new MetricLine(1L, null, null, values)), 0);
        RecordMetrics message = new RecordMetrics(1, "s3://b/m", 0, part);

        Message arrived = overTheWire(message);

        assertThat(arrived).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldBringEveryAnswerOverTheWireUnchanged(Class<?> type) {
        // Given
        Answer answer = new Answer(type, Example.of(answerType(type)));

        // When
        Message arrived = overTheWire(answer);

        // Then
        assertThat(arrived).isEqualTo(answer);
    }

    static Stream<Axis> axes() {
        BigDecimal from = new BigDecimal("1e-4");
        BigDecimal to = new BigDecimal("1.0E+3");
        List<FlagValue> values = List.of(new FlagValue.Dec("1e-4"), new FlagValue.Text("1"), new FlagValue.Bool(true));
        Axis list = new Axis.Values("a", values);
        Axis range = new Axis.Range("b", from, to, new BigDecimal("0.10"));
        return Stream.of(
                list,
                range,
                new Axis.LogRange("c", from, to, 9),
                new Axis.Zip(List.of(list, range)),
                new Axis.Random("d", new Draw.Uniform(from, to), 3, Long.MIN_VALUE),
                new Axis.Random("d", new Draw.LogUniform(from, to), 3, 1),
                new Axis.Random("d", new Draw.Choice(values), 3, 1));
    }

    @ParameterizedTest
    @MethodSource("axes")
    void shouldBringEveryAxisOverTheWireUnchanged(Axis axis) {
        SweepPlan example = (SweepPlan) Example.of(SweepPlan.class);
        SweepPlan plan =
                new SweepPlan(example.name(), example.base(), List.of(axis), example.maxParallel(), example.stop());

        Message arrived = overTheWire(new PreviewSweep(plan));

        assertThat(arrived).isEqualTo(new PreviewSweep(plan));
    }

    @Test
    void shouldReadAnExperimentFromBeforeThereWerePriorities() throws Exception {
        Experiment example = (Experiment) Example.of(Experiment.class);
        String old = WireMapper.mapper().writeValueAsString(example).replaceFirst(",\"priority\":7,.*$", "}");

        Experiment read = WireMapper.mapper().readValue(old, Experiment.class);

        assertThat(read.priority()).isZero();
        assertThat(read.sweep()).isNull();
        assertThat(read.rules()).isEqualTo(RunRules.DEFAULT);
    }

    @Test
    void shouldHandAMessageOverAsItIsInsideAProcess() {
        // Given
        Message message = (Message) Example.of(Event.Changed.class);

        // When
        Message handedOver = codec.transform(message);

        // Then
        assertThat(handedOver).isSameAs(message);
    }

    @Test
    void shouldStandInForAMessageOfAnUnknownType() {
        // Given
        byte[] name = "no_such_type".getBytes(StandardCharsets.UTF_8);
        Buffer buffer = Buffer.buffer()
                .appendInt(name.length)
                .appendBytes(name)
                .appendInt(2)
                .appendString("{}");

        // When
        Message arrived = codec.decodeFromWire(0, buffer);

        // Then
        assertThat(arrived).isEqualTo(new Garbled("no_such_type", "unknown message type no_such_type"));
    }

    @Test
    void shouldRefuseAMessageOverOneMebibyte() {
        // Given
        Message tooLong = new SeedExperiments(Command.by("test"), "x".repeat(1 << 20), List.of());

        // When / Then
        assertThatThrownBy(() -> codec.encodeToWire(Buffer.buffer(), tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the bus carries at most 1048576");
    }

    @Test
    void shouldRefuseAFractionWhereAWholeNumberStands() {
        // Given
        String json = "{\"revision\":1.7,\"changedJobs\":1}";

        // When / Then
        assertThatThrownBy(() -> WireMapper.mapper().readValue(json, ObservationRecorded.class))
                .hasMessageContaining("1.7");
    }

    private Message overTheWire(Message message) {
        Buffer buffer = Buffer.buffer("head");
        codec.encodeToWire(buffer, message);
        return codec.decodeFromWire(4, buffer);
    }

    private static Type answerType(Class<?> type) {
        for (Class<?> at = type; ; at = at.getInterfaces()[0]) {
            Type parent = at.getGenericInterfaces()[0];
            if (parent instanceof ParameterizedType generic
                    && !(generic.getActualTypeArguments()[0] instanceof java.lang.reflect.TypeVariable)) {
                return generic.getActualTypeArguments()[0];
            }
        }
    }
}
