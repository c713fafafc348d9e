package io.bitgap.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Text and numbers for CSV files, which most people open in a spreadsheet. */
public final class SpreadsheetText {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern FORMULA = Pattern.compile("(^|;)(?=\\s*[=+\\-@])");

    private SpreadsheetText() {}

    /** Text that a spreadsheet would run as a formula gets an apostrophe in front, for labels come from users. So does what is behind a
     * semicolon, which separates cells where the comma is in numbers. */
    public static String safe(String text) {
        return FORMULA.matcher(CONTROL.matcher(text).replaceAll(" ")).replaceAll("$1'");
    }

    /** A point, no exponent, no digits that only binary arithmetic has put there: 0.015000000000000013 is {@code 0.015}. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(9, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
