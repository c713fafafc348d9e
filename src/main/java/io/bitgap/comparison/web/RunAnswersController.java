package io.bitgap.comparison.web;

import io.bitgap.comparison.answers.ClassReport;
import io.bitgap.comparison.answers.ComparedAnswers;
import io.bitgap.comparison.answers.Flips;
import io.swagger.v3.oas.annotations.Operation;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a run says about its test images, as JSON. No {@code produces}: a browser gets {@link RunAnswersPage}. */
@RestController
class RunAnswersController {
    private final ComparedAnswers answers;

    RunAnswersController(ComparedAnswers answers) {
        this.answers = answers;
    }

    @Operation(
            summary = "The accuracy of a run by class, and what it takes for what",
            description = "After its last epoch so far, beside its fp32 run where both were tested on the same images.")
    @GetMapping("/runs/{id}/classes")
    ClassReport classes(@PathVariable String id) {
        return answers.classes(id);
    }

    @Operation(
            summary = "The test images that a run and its fp32 run, or another one, disagree about",
            description =
                    "Those that one of the two is right about and the other is not, with McNemar's test. 422 where the"
                            + " two were not tested on the same images in the same order.")
    @GetMapping("/runs/{id}/flips")
    Flips flips(@PathVariable String id, @ParameterObject FlipParameters parameters) {
        return answers.flips(id, parameters.reference(), parameters.wanted(), parameters.slice());
    }
}
