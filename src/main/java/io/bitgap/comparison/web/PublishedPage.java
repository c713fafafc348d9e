package io.bitgap.comparison.web;

import io.bitgap.comparison.PublishedNumbers;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The cited numbers as a page. */
@Controller
class PublishedPage {
    private final PublishedNumbers numbers;

    PublishedPage(PublishedNumbers numbers) {
        this.numbers = numbers;
    }

    @GetMapping(path = "/published", produces = MediaType.TEXT_HTML_VALUE)
    String published(Model model) {
        model.addAttribute("numbers", numbers.all());
        return "published";
    }
}
