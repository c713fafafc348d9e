package io.bitgap.listing;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The parameters of a list as a file, for OpenAPI. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "format",
        in = ParameterIn.QUERY,
        description = "csv: the whole list as a file, or as many rows as limit says",
        schema =
                @Schema(
                        allowableValues = {"json", "csv"},
                        defaultValue = "json"))
@Parameter(
        name = "columns",
        in = ParameterIn.QUERY,
        description = "Columns of the file and of the page, in the list's own order",
        schema = @Schema(type = "string", example = "state"))
@Parameter(
        name = ByteOrderMark.PARAMETER,
        in = ParameterIn.QUERY,
        description = ByteOrderMark.DESCRIPTION,
        schema = @Schema(type = "boolean", defaultValue = "false", example = "true"))
public @interface FileParameters {}
