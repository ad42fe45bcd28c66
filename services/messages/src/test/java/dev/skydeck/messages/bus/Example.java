package dev.skydeck.messages.bus;

import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes an example of any message or model type from its class alone, so that no list of examples can go stale. */
final class Example {
    private static final Flags FLAGS = flags();

    private Example() {}

    static Object of(Type type) {
        return of(type, Map.of());
    }

    private static Object of(Type type, Map<String, Type> variables) {
        if (type instanceof TypeVariable<?> variable) {
            return of(Objects.requireNonNull(variables.get(variable.getName())), variables);
        }
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, variables);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == Flags.class) {
            return FLAGS;
        }
        if (raw.isRecord()) {
            return ofRecord(raw, Map.of());
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[raw.getEnumConstants().length - 1];
        }
        if (raw.isSealed()) {
            return of(raw.getPermittedSubclasses()[0]);
        }
        return ofSimple(raw);
    }

    private static Object ofSimple(Class<?> raw) {
        if (raw == long.class || raw == Long.class) {
            return 9_007_199_254_740_993L;
        }
        if (raw == int.class || raw == Integer.class) {
            return 7;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return true;
        }
        if (raw == double.class || raw == Double.class) {
            return 123_456_789.123;
        }
        if (raw == BigDecimal.class) {
            return new BigDecimal("1.50E-7");
        }
        if (raw == String.class) {
            return "абв \"quoted\"\n\u0001 😀";
        }
        if (raw == Instant.class) {
            return Instant.parse("2026-11-01T10:20:30.123456789Z");
        }
        throw new IllegalArgumentException("no example of " + raw);
    }

    private static Object ofGeneric(ParameterizedType generic, Map<String, Type> variables) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] arguments = generic.getActualTypeArguments();
        if (raw == List.class) {
            return List.of(of(arguments[0], variables));
        }
        if (raw == Optional.class) {
            return Optional.of(of(arguments[0], variables));
        }
        if (raw == Map.class) {
            boolean words = arguments[0] instanceof Class<?> key && key.isEnum();
            return Map.of(words ? of(arguments[0]) : "key", of(arguments[1], variables));
        }
        Map<String, Type> bound = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            bound.put(raw.getTypeParameters()[i].getName(), arguments[i]);
        }
        return ofRecord(raw, bound);
    }

    private static Object ofRecord(Class<?> raw, Map<String, Type> variables) {
        RecordComponent[] components = raw.getRecordComponents();
        Object[] values = Stream.of(components)
                .map(RecordComponent::getAnnotatedType)
                .map(AnnotatedType::getType)
                .map(type -> of(type, variables))
                .toArray();
        for (int i = 0; i < components.length; i++) {
            // The text of a number is checked by its constructor.
            if (FlagValue.class.isAssignableFrom(raw) && values[i] instanceof String) {
                values[i] = "1";
            }
        }
        try {
            var constructor = raw.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("no example of " + raw, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no example of " + raw, e);
        }
    }

    private static Flags flags() {
        Map<String, FlagValue> values = new LinkedHashMap<>();
        values.put("z.first", new FlagValue.Dec("1e-4"));
        values.put("a", new FlagValue.Dec("1E+05"));
        values.put("minus", new FlagValue.Dec("-0.0"));
        values.put("huge", new FlagValue.Dec("1.10E+400"));
        values.put("big", new FlagValue.Int("123456789012345678901234567890"));
        values.put("text", new FlagValue.Text("true"));
        values.put("flag", new FlagValue.Bool(true));
        return new Flags(values);
    }
}
