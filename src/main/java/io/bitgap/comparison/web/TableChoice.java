package io.bitgap.comparison.web;

import io.bitgap.comparison.MeasuredValue;
import io.bitgap.comparison.TableStyle;
import io.bitgap.listing.ByteOrderMark;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The query parameters of a table. */
record TableChoice(
        @Parameter(
                description =
                        "arrangement: each method measured beside published, with gap rows; or methods side by side",
                schema =
                        @Schema(
                                allowableValues = {"paper-vs-ours", "methods"},
                                defaultValue = "paper-vs-ours"))
        @Nullable
        String style,

        @Parameter(
                description =
                        "each run's top-1 after its last epoch, of its best epoch on the test split, or after epoch N: "
                                + "last, best or epoch-N",
                schema = @Schema(defaultValue = "last", pattern = "last|best|epoch-[1-9][0-9]*"))
        @Nullable
        String value,

        @Parameter(
                description = "the Accept header decides where it is left out",
                schema = @Schema(allowableValues = {"json", "csv", "markdown", "latex"}))
        @Nullable
        String format,

        @Parameter(description = ByteOrderMark.DESCRIPTION, schema = @Schema(type = "boolean", defaultValue = "false"))
        @Nullable
        Boolean bom) {

    /** @throws io.bitgap.problem.InvalidParameter for a style that there is not */
    TableStyle arranged() {
        return TableStyle.of(style);
    }

    /** @throws io.bitgap.problem.InvalidParameter for a value that there is not */
    MeasuredValue measured() {
        return value == null ? MeasuredValue.LAST : MeasuredValue.of(value);
    }

    /** Whether a CSV file is for a spreadsheet. */
    boolean marked() {
        return Boolean.TRUE.equals(bom);
    }

    /** What a file of it is called, behind the name of its subject. */
    String suffix() {
        return "-" + arranged().word()
                + (measured().equals(MeasuredValue.LAST) ? "" : "-" + measured().word());
    }
}
