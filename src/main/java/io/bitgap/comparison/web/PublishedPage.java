package io.bitgap.comparison.web;

import io.bitgap.comparison.PublishedNumber;
import io.bitgap.comparison.PublishedNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, List<PublishedNumber>> groups = new LinkedHashMap<>();
        for (PublishedNumber number : numbers.all()) {
            groups.computeIfAbsent(number.network() + " on " + number.dataset(), group -> new ArrayList<>())
                    .add(number);
        }
        model.addAttribute("groups", groups);
        return "published";
    }
}
