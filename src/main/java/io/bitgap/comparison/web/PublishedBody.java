package io.bitgap.comparison.web;

import io.bitgap.comparison.PublishedNumber;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The request body is a cited number; it is read by hand, so OpenAPI has to be told. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
        required = true,
        description = "table and note may be left out; kind is paper or reproduction; method is fp32, a quantizer or "
                + "w-<quantizer>-act-<quantizer>; bits are 1 to 8, or 32 for fp32; top1 is a fraction from 0 to 1",
        content =
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = PublishedNumber.class),
                        examples = @ExampleObject("""
                                        {"network": "resnet20", "dataset": "cifar10", "method": "lsq",
                                         "weightBits": 3, "activationBits": 3, "top1": 0.92, "kind": "reproduction",
                                         "source": "https://example.org/lsq-again"}
                                        """)))
@ApiResponse(responseCode = "409", description = "This source's number is listed already", content = @Content)
@ApiResponse(
        responseCode = "422",
        description = "Fields are missing or wrong, each with its pointer",
        content = @Content)
@interface PublishedBody {}
