package io.bitgap.experiment.web;

import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.ExperimentPreview;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.Ids;
import io.bitgap.experiment.network.UploadedNetworks;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import io.bitgap.training.Recipes;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;

/** The form for a new experiment, its preview and its submission. */
@Controller
class ExperimentFormPage {
    /** Until there are accounts. */
    private static final String LOCAL_USER = "local";

    private static final List<String> BITS = List.of("8", "4", "w3a4", "3", "2");

    private final Experiments experiments;
    private final FormSubmission submission;
    private final Datasets datasets;
    private final UploadedNetworks networks;
    private final Ids ids;

    ExperimentFormPage(
            Experiments experiments, FormSubmission submission, Datasets datasets, UploadedNetworks networks, Ids ids) {
        this.experiments = experiments;
        this.submission = submission;
        this.datasets = datasets;
        this.networks = networks;
        this.ids = ids;
    }

    @GetMapping("/experiments/new")
    String form(Model model) {
        show(model, ExperimentForm.fresh(ids.next().toString()), List.of());
        return "experiment-new";
    }

    /** Without JavaScript the whole page comes back with the preview in it; htmx takes the preview alone. */
    @PostMapping(path = "/experiments/new", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String preview(@RequestParam MultiValueMap<String, String> sent, Model model) {
        ExperimentForm form = ExperimentForm.of(sent);
        JsonNode spec = FormSpec.of(form);
        ExperimentPreview preview = experiments.preview(spec);
        show(model, form, preview.problems());
        model.addAttribute("preview", preview);
        experiments.picture(spec).ifPresent(svg -> model.addAttribute("picture", ImageUrl.of(svg)));
        return "experiment-new";
    }

    @PostMapping(path = "/experiments", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView submit(@RequestParam MultiValueMap<String, String> sent, Model model) {
        ExperimentForm form = ExperimentForm.of(sent);
        try {
            UUID token = UuidOf.text(form.token()).orElseGet(ids::next);
            return new ModelAndView("redirect:/experiments/"
                    + submission.submit(token, FormSpec.of(form), LOCAL_USER).slug());
        } catch (Problem problem) {
            if (problem.errors().isEmpty()) {
                throw problem;
            }
            show(model, form, problem.errors());
            return new ModelAndView("experiment-new", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private void show(Model model, ExperimentForm form, List<FieldProblem> problems) {
        model.addAttribute("form", form);
        model.addAttribute("wrong", new FormErrors(problems));
        model.addAttribute("networks", networks.descriptions());
        model.addAttribute("datasets", datasets.catalogue());
        model.addAttribute("methods", OfferedMethods.all());
        model.addAttribute("offeredBits", BITS);
        model.addAttribute("recipes", Recipes.catalogue());
        model.addAttribute("usualBaseline", Recipes.defaultBaseline());
        model.addAttribute("usualFineTuning", Recipes.defaultFineTuning());
    }
}
