package dev.skydeck.messages.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.skydeck.messages.BatchRequest;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.CancelOutcome;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.LaunchOutcome;

/** The one mapper of messages and of what the store keeps as JSON: strict, exact numbers, times as ISO text. */
public final class WireMapper {
    private static final ObjectMapper MAPPER = make();

    /** Sealed model types say which of them they are; kept apart from the records, which stay plain. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Tagged {}

    /** What files from before a field was there lack is false. */
    private interface AddedLater {
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        boolean stopCluster();
    }

    /** As above, for experiments. */
    private interface AddedLaterToExperiments {
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        int priority();
    }

    private WireMapper() {}

    /** The mapper; callers must not configure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    private static ObjectMapper make() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new FlagsModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .serializationInclusion(JsonInclude.Include.ALWAYS)
                .build();
        mapper.addMixIn(ExperimentSpec.class, AddedLater.class);
        mapper.addMixIn(Experiment.class, AddedLaterToExperiments.class);
        tag(mapper, LaunchOutcome.class);
        tag(mapper, CancelOutcome.class);
        tag(mapper, BatchRequest.Operation.class);
        tag(mapper, Axis.class);
        tag(mapper, Axis.Draw.class);
        tag(mapper, FlagType.class);
        return mapper;
    }

    private static void tag(ObjectMapper mapper, Class<?> sealed) {
        mapper.addMixIn(sealed, Tagged.class);
        for (Class<?> leaf : sealed.getPermittedSubclasses()) {
            mapper.registerSubtypes(new NamedType(leaf, leaf.getSimpleName()));
        }
    }
}
