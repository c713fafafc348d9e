package io.bitgap.experiment.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The request body is a network as DL4J writes it; it is read by hand, so OpenAPI has to be told. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
        required = true,
        description = "What toJson() of a ComputationGraphConfiguration or a MultiLayerConfiguration of Deeplearning4j "
                + "1.0.0-M2.1 gives, unchanged, at most 1 MiB. Taken are ConvolutionLayer, DenseLayer, "
                + "BatchNormalization, SubsamplingLayer, GlobalPoolingLayer, ActivationLayer, ElementWiseVertex (Add) and "
                + "OutputLayer, in NCHW or NHWC; anything else is listed in the 422 answer. Only the structure is "
                + "taken: weights start anew and an experiment's recipe says how to train.",
        content =
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = "object"),
                        examples =
                                @ExampleObject(
                                        "{\"networkInputs\": [\"in\"], \"networkOutputs\": [\"out\"], \"vertexInputs\": "
                                                + "{\"conv\": [\"in\"], \"out\": [\"conv\"]}, \"vertices\": {}}")))
@interface NetworkBody {}
