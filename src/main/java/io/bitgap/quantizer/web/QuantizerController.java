package io.bitgap.quantizer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bitgap.json.StrictJson;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.UnknownQuantizer;
import io.bitgap.quantizer.evaluation.EvaluationRequest;
import io.bitgap.quantizer.evaluation.EvaluationResult;
import io.bitgap.quantizer.evaluation.QuantizerEvaluation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** One quantizer on one tensor. */
@RestController
class QuantizerController {
    /** Room for 65,536 values and as many gradients as decimal text. */
    private static final int MAX_MEBIBYTES = 4;

    private final JsonMapper withoutNulls;

    QuantizerController(JsonMapper mapper) {
        withoutNulls = mapper.rebuild()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
    }

    @Operation(
            summary = "Quantize a tensor and take its gradient",
            description =
                    "A shape is row-major. Its first axis is the output channel of weights, and of activations, where there "
                            + "is another axis, the example, so that gradScale lsq-features knows how many features one has.")
    @ApiResponse(
            responseCode = "200",
            description = "Output, codes, gradients and parameters",
            content = @Content(schema = @Schema(implementation = EvaluationResult.class)))
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = EvaluationRequest.class),
                            examples = @ExampleObject("""
                                    {"role": "activations", "bits": 2, "input": [-0.5, 0.1, 0.4, 0.7, 2],
                                     "parameters": {"alpha": 1}, "upstreamGradient": [1, 1, 1, 1, 1]}
                                    """)))
    @PostMapping(
            value = "/quantizers/{name}/evaluate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    String evaluate(@Parameter(example = "pact") @PathVariable String name, InputStream body) throws IOException {
        QuantizerDescription quantizer = Quantizers.find(name).orElseThrow(() -> new UnknownQuantizer(name));
        EvaluationResult answer = QuantizerEvaluation.evaluate(
                quantizer.name(),
                EvaluationReading.of(StrictJson.read(body, "tensor", "send fewer values", MAX_MEBIBYTES)));
        return withoutNulls.writeValueAsString(answer);
    }
}
