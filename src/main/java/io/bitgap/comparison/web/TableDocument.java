package io.bitgap.comparison.web;

import io.bitgap.comparison.ComparisonTable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The table's forms, which Java's types do not tell to OpenAPI. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description =
                "The table. The same numbers in every form; LaTeX is text/x-tex: a table environment of booktabs in UTF-8, "
                        + "with the sources of published numbers below it. A browser that names no format is sent to the page",
        content = {
            @Content(mediaType = "application/json", schema = @Schema(implementation = ComparisonTable.class)),
            @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
            @Content(mediaType = "text/markdown", schema = @Schema(type = "string")),
            @Content(mediaType = "text/x-tex", schema = @Schema(type = "string"))
        })
@interface TableDocument {}
