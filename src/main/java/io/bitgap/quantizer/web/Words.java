package io.bitgap.quantizer.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers between a form and its reader. */
final class Words {
    private static final int MAX_LENGTH = 40;

    private Words() {}

    /** A value in plain digits: 1.0 is {@code 1}; nothing is nothing. */
    static String plain(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value == null ? "" : value.toString();
    }

    /** Four significant digits: 0.123456 is {@code 0.1235}. */
    static String rounded(double value) {
        return plain(new BigDecimal(value).round(new MathContext(4)));
    }

    /** A finite number that was typed, with a comma where the reader's country writes a point. */
    static Optional<Double> number(String text) {
        try {
            return text.length() > MAX_LENGTH
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text.replace(',', '.')).doubleValue())
                            .filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
