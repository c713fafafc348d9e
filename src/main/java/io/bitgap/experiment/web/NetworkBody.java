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
                        examples = @ExampleObject("""
                                        {"confs": [
                                         {"layer": {"@class": "org.deeplearning4j.nn.conf.layers.ConvolutionLayer", "layerName": "conv", "kernelSize": [3, 3], "stride": [1, 1], "padding": [0, 0],
                                           "dilation": [1, 1], "cnn2dDataFormat": "NCHW", "convolutionMode": "Same", "nin": 3, "nout": 8, "hasBias": true, "activationFn": {"@class": "org.nd4j.linalg.activations.impl.ActivationReLU"}}},
                                         {"layer": {"@class": "org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer", "layerName": "pool", "poolingType": "AVG"}},
                                         {"layer": {"@class": "org.deeplearning4j.nn.conf.layers.OutputLayer", "layerName": "out", "nin": 8, "nout": 10, "hasBias": true,
                                           "activationFn": {"@class": "org.nd4j.linalg.activations.impl.ActivationSoftmax"}, "lossFn": {"@class": "org.nd4j.linalg.lossfunctions.impl.LossMCXENT"}}}]}
                                        """)))
@interface NetworkBody {}
