package io.bitgap.quantizer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One quantizer on one tensor. */
@RestController
class QuantizerController {
    private final JsonMapper strict;

    QuantizerController(JsonMapper mapper) {
        strict = mapper.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
    }

    @Operation(summary = "Quantize a tensor and take its gradient")
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
    String evaluate(@Parameter(example = "pact") @PathVariable String name, @RequestBody JsonNode body) {
        QuantizerDescription quantizer = Quantizers.find(name).orElseThrow(() -> new UnknownQuantizer(name));
        EvaluationResult answer = QuantizerEvaluation.evaluate(quantizer.name(), read(body));
        return strict.writeValueAsString(answer);
    }

    private EvaluationRequest read(JsonNode body) {
        try {
            return strict.treeToValue(body, EvaluationRequest.class);
        } catch (JacksonException e) {
            throw RequestPointer.problem(e);
        }
    }
}
