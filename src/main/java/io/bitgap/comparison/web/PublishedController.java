package io.bitgap.comparison.web;

import io.bitgap.comparison.PublishedNumber;
import io.bitgap.comparison.PublishedNumbers;
import io.bitgap.experiment.Listing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The cited numbers as JSON. */
@RestController
class PublishedController {
    private final PublishedNumbers numbers;

    PublishedController(PublishedNumbers numbers) {
        this.numbers = numbers;
    }

    @GetMapping("/published")
    Listing<PublishedNumber> published() {
        return Listing.all(numbers.all());
    }
}
