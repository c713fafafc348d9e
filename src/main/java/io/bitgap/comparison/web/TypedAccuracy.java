package io.bitgap.comparison.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An accuracy as people type it: {@code 91.3 %} or {@code 0.913}, with a point or a comma. What may mean two things is asked
 * back, never guessed: 91.3 is surely per cent, but was not said to be, and 1 is one per cent or all of them.
 *
 * @param fraction 0..1; empty where it is not certain or no accuracy
 * @param meanings what it may have been meant as, in per cent; empty where it is certain or no accuracy
 */
record TypedAccuracy(Optional<BigDecimal> fraction, List<String> meanings) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,3}(?:[.,]\\d{0,20})?|[.,]\\d{1,20})\\s*(%?)");

    static TypedAccuracy of(String typed) {
        Matcher number = NUMBER.matcher(typed.strip());
        if (!number.matches()) {
            return none();
        }
        BigDecimal value = new BigDecimal(number.group(1).replace(',', '.'));
        boolean perCent = !number.group(2).isEmpty();
        if (value.compareTo(perCent ? ALL : BigDecimal.ONE) < 0 || perCent && value.compareTo(ALL) == 0) {
            return new TypedAccuracy(Optional.of(perCent ? value.movePointLeft(2) : value), List.of());
        }
        if (perCent || value.compareTo(ALL) > 0) {
            return none();
        }
        String itself = text(value);
        return new TypedAccuracy(
                Optional.empty(), value.compareTo(BigDecimal.ONE) == 0 ? List.of(itself, text(ALL)) : List.of(itself));
    }

    /** A stored one as it would be typed: 0.913 is {@code 91.3 %}. */
    static String text(double fraction) {
        return text(BigDecimal.valueOf(fraction).movePointRight(2));
    }

    /** {@code Did you mean 91.3 %?}, or how it is typed. */
    String question() {
        return meanings.isEmpty()
                ? "must be per cent or a fraction: 91.3 % or 0.913."
                : "Did you mean " + String.join(" or ", meanings) + "?";
    }

    private static String text(BigDecimal perCent) {
        return (perCent.signum() == 0 ? "0" : perCent.stripTrailingZeros().toPlainString()) + " %";
    }

    private static TypedAccuracy none() {
        return new TypedAccuracy(Optional.empty(), List.of());
    }
}
