package io.bitgap.experiment.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The request body is an experiment's spec; it is read by hand, so OpenAPI has to be told. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
        required = true,
        description = "The grid: methods x bits x seeds on one network and one data set",
        content =
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = "object"),
                        examples = @ExampleObject("""
                                        {"name": "PACT on shapes", "network": "resnet8", "dataset": "shapes10",
                                         "methods": ["pact", "w-google-act-pact"], "bits": ["4", "w3a4"], "seeds": [1]}
                                        """)))
@interface SpecBody {}
