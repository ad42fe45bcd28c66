package dev.skydeck.launcher;

import dev.skydeck.messages.model.ProgressUnit;
import dev.skydeck.store.TotalFlag;
import dev.skydeck.syncer.MetricNames;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The section {@code metrics} of the configuration file: {@code file} and {@code side_car_endings}, see {@link MetricNames};
 * {@code total_flag} and {@code total_unit}, see {@link TotalFlag}.
 */
final class MetricSection {
    private static final String FLAG = "total_flag";
    private static final String UNIT = "total_unit";
    private static final String[] FIELDS = {"file", "side_car_endings", FLAG, UNIT};

    private MetricSection() {}

    /** @throws StartRefused if an ending or the file is none */
    static MetricNames names(ConfigFile file) {
        ConfigEntry section = section(file);
        try {
            return new MetricNames(
                    section.textsOrNone("side_car_endings").orElse(MetricNames.DEFAULT.endings()),
                    section.textOrNone("file").orElse(MetricNames.DEFAULT.file()));
        } catch (IllegalArgumentException e) {
            throw section.refused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The flag that says how long a run is; empty when none is named.
     *
     * @throws StartRefused if the unit is none, or is there without a flag
     */
    static Optional<TotalFlag> total(ConfigFile file) {
        ConfigEntry section = section(file);
        Optional<ProgressUnit> unit = section.textOrNone(UNIT).map(word -> unit(section, word));
        Optional<String> flag = section.textOrNone(FLAG);
        if (unit.isPresent() && flag.isEmpty()) {
            throw section.refused(UNIT, "needs a " + FLAG);
        }
        return flag.map(name -> new TotalFlag(name, unit.orElse(ProgressUnit.STEP)));
    }

    private static ProgressUnit unit(ConfigEntry section, String word) {
        return Arrays.stream(ProgressUnit.values())
                .filter(unit -> unit.word().equals(word))
                .findFirst()
                .orElseThrow(() -> section.refused(
                        UNIT,
                        "must be one of "
                                + Arrays.stream(ProgressUnit.values())
                                        .map(ProgressUnit::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static ConfigEntry section(ConfigFile file) {
        return file.root().entry("metrics").only(FIELDS);
    }
}
