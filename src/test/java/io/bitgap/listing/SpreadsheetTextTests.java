package io.bitgap.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsheetTextTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "=1+1|'=1+1",
                " @sum(a1)|' @sum(a1)",
                "a;=1+1|a;'=1+1",
                "a; -1;+2|a;' -1;'+2",
                "a=1;b|a=1;b",
                "8-bit, 4-bit|8-bit, 4-bit"
            })
    void noCellIsAFormulaWhicheverSignSeparatesThem(String text, String safe) {
        assertThat(SpreadsheetText.safe(text)).isEqualTo(safe);
    }

    @ParameterizedTest
    @CsvSource({"0.015000000000000013, 0.015", "1e-12, 0", "-0.5, -0.5", "NaN, ''", "1e20, 100000000000000000000"})
    void numbersHaveNoExponentAndNoDigitsOfTheBinaryFraction(double value, String text) {
        assertThat(SpreadsheetText.number(value)).isEqualTo(text);
    }
}
