package io.bitgap.comparison.web;

import io.bitgap.account.CurrentUser;
import io.bitgap.comparison.PublishedNumber;
import io.bitgap.comparison.PublishedNumbers;
import io.bitgap.json.StrictJson;
import io.bitgap.listing.Page;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The cited numbers as JSON. */
@RestController
class PublishedController {
    private final PublishedNumbers numbers;
    private final CurrentUser user;

    PublishedController(PublishedNumbers numbers, CurrentUser user) {
        this.user = user;
        this.numbers = numbers;
    }

    /** In the order in which they were added; addedBy is null for those that ship with Bitgap. */
    @Operation(summary = "The cited numbers")
    @GetMapping("/published")
    Page<PublishedNumber> published() {
        return Page.all(numbers.all());
    }

    @PublishedBody
    @PostMapping(path = "/published", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PublishedNumber> add(InputStream body) throws IOException {
        JsonNode number = StrictJson.read(body, "published number", "cite one at a time");
        return ResponseEntity.created(URI.create("/published")).body(numbers.add(number, user.name()));
    }
}
