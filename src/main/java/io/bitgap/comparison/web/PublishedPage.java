package io.bitgap.comparison.web;

import io.bitgap.comparison.PublishedNumber;
import io.bitgap.comparison.PublishedNumbers;
import io.bitgap.form.FormErrors;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The cited numbers as a page, with a form to add one and one to correct it. */
@Controller
class PublishedPage {
    private final PublishedNumbers numbers;

    PublishedPage(PublishedNumbers numbers) {
        this.numbers = numbers;
    }

    @GetMapping(path = "/published", produces = MediaType.TEXT_HTML_VALUE)
    String published(Model model) {
        show(model, new PublishedForm(Map.of()), List.of());
        return "published";
    }

    @PostMapping(path = "/published", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView add(@RequestParam Map<String, String> sent, Model model) {
        return taken(sent, model, "published", form -> numbers.add(form.body()));
    }

    /** The form to correct one; those that ship with Bitgap have none. */
    @GetMapping(path = "/published/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String number(@PathVariable String id, Model model) {
        PublishedNumber number = numbers.get(id);
        if (number.shipped()) {
            return "redirect:/published#number-" + number.id();
        }
        model.addAttribute("number", number);
        show(model, PublishedForm.of(number), List.of());
        return "published-number";
    }

    @PostMapping(path = "/published/{id}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView change(@PathVariable String id, @RequestParam Map<String, String> sent, Model model) {
        model.addAttribute("number", numbers.get(id));
        return taken(sent, model, "published-number", form -> numbers.change(id, form.body()));
    }

    @PostMapping(path = "/published/{id}/remove", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String remove(@PathVariable String id) {
        numbers.remove(id);
        return "redirect:/published?removed";
    }

    /** What was typed is taken, or comes back with what is wrong with it. */
    private ModelAndView taken(
            Map<String, String> sent, Model model, String page, Function<PublishedForm, PublishedNumber> take) {
        PublishedForm form = PublishedForm.sent(sent);
        try {
            return new ModelAndView(
                    "redirect:/published#number-" + take.apply(form).id());
        } catch (Problem problem) {
            if (problem.errors().isEmpty()) {
                throw problem;
            }
            show(model, form, form.explained(problem.errors()));
            model.addAttribute("refused", true);
            HttpStatus status =
                    problem.kind() == Problem.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            return new ModelAndView(page, model.asMap(), status);
        }
    }

    private void show(Model model, PublishedForm form, List<FieldProblem> problems) {
        Map<String, List<PublishedNumber>> groups = new LinkedHashMap<>();
        for (PublishedNumber number : numbers.all()) {
            groups.computeIfAbsent(number.network() + " on " + number.dataset(), group -> new ArrayList<>())
                    .add(number);
        }
        model.addAttribute("groups", groups);
        model.addAttribute("form", form);
        model.addAttribute("lines", PublishedForm.FIELDS);
        model.addAttribute("wrong", FormErrors.of(problems, PublishedForm.names()));
    }
}
