package io.bitgap.comparison;

import io.bitgap.experiment.SpreadsheetText;

/** Fractions for programs: a point, no exponent, no digits that only binary arithmetic has put there. */
final class Decimal {
    private Decimal() {}

    /** 0.015000000000000013 is {@code 0.015}. */
    static String of(double value) {
        return SpreadsheetText.number(value);
    }
}
