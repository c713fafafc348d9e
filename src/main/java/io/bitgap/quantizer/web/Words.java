package io.bitgap.quantizer.web;

import io.bitgap.form.FieldKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Numbers between a form and its reader. */
final class Words {
    private static final int MAX_LENGTH = 40;

    private Words() {}

    /** Four significant digits: 0.123456 is {@code 0.1235}. */
    static String rounded(double value) {
        return FieldKind.plain(new BigDecimal(value).round(new MathContext(4)));
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
