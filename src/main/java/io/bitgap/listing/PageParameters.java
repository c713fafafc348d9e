package io.bitgap.listing;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The parameters of a page of any list, for OpenAPI. */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "limit",
        in = ParameterIn.QUERY,
        description = "Rows a page, 1 to 500; rows of a CSV file, which has all of them where it is left out",
        schema = @Schema(type = "string", example = "50"))
@Parameter(
        name = "pageToken",
        in = ParameterIn.QUERY,
        description = "nextPageToken of the page before; goes with the same sort and filters")
public @interface PageParameters {}
