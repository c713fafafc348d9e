package io.bitgap.comparison.web;

import io.bitgap.account.CurrentUser;
import io.bitgap.comparison.PublishedNumber;
import io.bitgap.comparison.PublishedNumbers;
import io.bitgap.form.FormErrors;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The cited numbers as a page, with a form to add one. */
@Controller
class PublishedPage {
    private final PublishedNumbers numbers;
    private final CurrentUser user;

    PublishedPage(PublishedNumbers numbers, CurrentUser user) {
        this.user = user;
        this.numbers = numbers;
    }

    @GetMapping(path = "/published", produces = MediaType.TEXT_HTML_VALUE)
    String published(Model model) {
        show(model, new PublishedForm(Map.of()), List.of());
        return "published";
    }

    @PostMapping(path = "/published", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView add(@RequestParam Map<String, String> sent, Model model) {
        PublishedForm form = new PublishedForm(sent);
        try {
            numbers.add(form.body(), user.name());
            return new ModelAndView("redirect:/published#added");
        } catch (Problem problem) {
            if (problem.errors().isEmpty()) {
                throw problem;
            }
            show(model, form, problem.errors());
            HttpStatus status =
                    problem.kind() == Problem.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            return new ModelAndView("published", model.asMap(), status);
        }
    }

    private void show(Model model, PublishedForm form, List<FieldProblem> problems) {
        Map<String, List<PublishedNumber>> groups = new LinkedHashMap<>();
        for (PublishedNumber number : numbers.all()) {
            groups.computeIfAbsent(number.network() + " on " + number.dataset(), group -> new ArrayList<>())
                    .add(number);
            if (number.addedBy() != null) {
                model.addAttribute("newest", number);
            }
        }
        model.addAttribute("groups", groups);
        model.addAttribute("form", form);
        model.addAttribute("lines", PublishedForm.FIELDS);
        model.addAttribute("wrong", FormErrors.of(problems, PublishedForm.names()));
    }
}
