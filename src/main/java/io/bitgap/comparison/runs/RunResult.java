package io.bitgap.comparison.runs;

import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.format.Formats;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured number of several runs.
 *
 * @param values null where it was not measured
 * @param differences value minus the first run's value; null where one of the two is missing
 */
public record RunResult(
        String name,
        String label,
        Unit unit,

        @Schema(description = "One for each run; null where it was not measured")
        List<@Nullable Double> values,

        @Schema(description = "Each run's value minus the first run's; null where one of the two is missing")
        List<@Nullable Double> differences) {
    private static final Formats FIGURES = new Formats();

    /** What a number counts, and so how it is written for people. */
    public enum Unit {
        /** A share 0..1, written as per cent. */
        FRACTION,
        /** A difference of shares, written as percentage points. */
        POINTS,
        NUMBER,
        BYTES,
        OPERATIONS,
        IMAGES_PER_SECOND,
        TIMES;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static RunResult of(String name, String label, Unit unit, List<@Nullable Double> values) {
        @Nullable Double reference = values.get(0);
        List<@Nullable Double> differences = new ArrayList<>();
        for (Double value : values) {
            differences.add(value == null || reference == null ? null : (Double) (value - reference));
        }
        return new RunResult(
                name, label, unit, Collections.unmodifiableList(values), Collections.unmodifiableList(differences));
    }

    boolean measured() {
        return values.stream().anyMatch(value -> value != null);
    }

    /** The value of a run, written for people. */
    public String text(int run) {
        return text(values.get(run));
    }

    /** How far a run is from the first one, with its sign; empty where that is not known, and for the first itself. */
    public String difference(int run) {
        @Nullable Double difference = differences.get(run);
        if (run == 0 || difference == null) {
            return "";
        }
        String size = unit == Unit.FRACTION ? FIGURES.points(Math.abs(difference)) : text(Math.abs(difference));
        return (difference < 0 ? "−" : "+") + size;
    }

    private String text(@Nullable Double value) {
        if (value == null) {
            return FIGURES.value(null);
        }
        return switch (unit) {
            case FRACTION -> FIGURES.percent(value);
            case POINTS -> FIGURES.points(value);
            case NUMBER -> FIGURES.value(value);
            case BYTES -> FIGURES.bytes(Math.round(value));
            case OPERATIONS -> String.format(Locale.ROOT, "%.1f M", value / 1e6);
            case IMAGES_PER_SECOND -> String.format(Locale.ROOT, "%.1f", value);
            case TIMES -> FIGURES.times(value);
        };
    }
}
