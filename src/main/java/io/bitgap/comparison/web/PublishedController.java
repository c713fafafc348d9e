package io.bitgap.comparison.web;

import io.bitgap.comparison.PublishedNumber;
import io.bitgap.comparison.PublishedNumbers;
import io.bitgap.json.StrictJson;
import io.bitgap.listing.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The cited numbers as JSON. */
@RestController
class PublishedController {
    private final PublishedNumbers numbers;

    PublishedController(PublishedNumbers numbers) {
        this.numbers = numbers;
    }

    /** In the order in which they were added; addedBy is null for those that ship with Bitgap. */
    @Operation(summary = "The cited numbers")
    @GetMapping("/published")
    Page<PublishedNumber> published() {
        return Page.all(numbers.all());
    }

    @Operation(summary = "A cited number")
    @GetMapping("/published/{id}")
    PublishedNumber published(@Parameter(description = "as GET /published lists it") @PathVariable String id) {
        return numbers.get(id);
    }

    @Operation(
            summary = "Adds a cited number with its source",
            description =
                    "It stands beside measured numbers of the same network, data set, method and bits from then on. "
                            + "Numbers with the same source, kind and table are compared with the fp32 number among them.")
    @PublishedBody
    @ApiResponse(responseCode = "201", description = "The number as it is listed")
    @PostMapping(path = "/published", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PublishedNumber> add(InputStream body) throws IOException {
        JsonNode number = StrictJson.read(body, "published number", "cite one at a time");
        PublishedNumber added = numbers.add(number);
        return ResponseEntity.created(URI.create("/published/" + added.id())).body(added);
    }

    @Operation(
            summary = "Corrects a cited number that was added here",
            description =
                    "The body is the whole number, as it is to be from now on. Who added it stays; numbers that ship "
                            + "with Bitgap cannot be changed.")
    @RequestBody(
            required = true,
            description = "As POST /published takes it, or as GET has it",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PublishedNumber.class),
                            examples = @ExampleObject("""
                                        {"network": "resnet20", "dataset": "cifar10", "method": "lsq",
                                         "weightBits": 3, "activationBits": 3, "top1": 0.921, "kind": "paper",
                                         "source": "https://example.org/lsq", "note": "corrected"}
                                        """)))
    @ApiResponse(responseCode = "200", description = "The number as it is listed now")
    @ApiResponse(
            responseCode = "409",
            description = "This source's number is listed already, or this one ships with Bitgap",
            content = @Content)
    @PutMapping(path = "/published/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    PublishedNumber change(@PathVariable String id, InputStream body) throws IOException {
        JsonNode number = StrictJson.read(body, "published number", "cite one at a time");
        return numbers.change(id, number);
    }

    @Operation(
            summary = "Removes a cited number that was added here",
            description = "It is in no table any more. Numbers that ship with Bitgap cannot be removed.")
    @ApiResponse(responseCode = "200", description = "The number that was removed")
    @ApiResponse(responseCode = "409", description = "It ships with Bitgap", content = @Content)
    @DeleteMapping("/published/{id}")
    PublishedNumber remove(@PathVariable String id) {
        return numbers.remove(id);
    }
}
