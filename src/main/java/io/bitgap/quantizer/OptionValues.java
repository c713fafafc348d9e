package io.bitgap.quantizer;

import java.util.List;
import java.util.Map;

/** Options with their defaults filled in. */
public final class OptionValues {
    private final Map<String, Object> given;
    private final List<Option> known;

    OptionValues(Map<String, Object> given, List<Option> known) {
        this.given = given;
        this.known = known;
    }

    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    /** For a flag whose default depends on something else. */
    public boolean flag(String name, boolean initial) {
        return (Boolean) given.getOrDefault(name, initial);
    }

    public double number(String name) {
        return ((Number) value(name)).doubleValue();
    }

    /** For a number whose default depends on something else. */
    public double number(String name, double initial) {
        return given.containsKey(name) ? number(name) : initial;
    }

    public int integer(String name) {
        return (int) number(name);
    }

    /** Whether a value was given, so that the default does not apply. */
    public boolean isGiven(String name) {
        return given.containsKey(name);
    }

    public String choice(String name) {
        return value(name).toString();
    }

    /** Whether a CHOICE_OR_NUMBER option is a number. */
    public boolean isNumber(String name) {
        return value(name) instanceof Number;
    }

    private Object value(String name) {
        if (given.containsKey(name)) {
            return given.get(name);
        }
        return known.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .flatMap(Option::initial)
                .orElseThrow(() -> new IllegalArgumentException("no option " + name));
    }
}
