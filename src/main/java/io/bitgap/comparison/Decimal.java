package io.bitgap.comparison;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Fractions for programs: a point, no exponent, no digits that only binary arithmetic has put there. */
final class Decimal {
    private Decimal() {}

    /** 0.015000000000000013 is {@code 0.015}. */
    static String of(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(9, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
