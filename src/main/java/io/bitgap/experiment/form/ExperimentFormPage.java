package io.bitgap.experiment.form;

import io.bitgap.account.CurrentUser;
import io.bitgap.account.Visibility;
import io.bitgap.experiment.ExperimentPreview;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.format.IdGenerator;
import io.bitgap.format.Ids;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The form for a new experiment, its preview and its submission. */
@Controller
class ExperimentFormPage {
    private static final String PAGE = "experiment-new";

    /** Not of the spec: the same grid is the same whoever sees it. */
    private static final String VISIBILITY = "visibility";

    /** A form that was refused, and is being mended. */
    private static final String TRIED = "tried";

    private final Experiments experiments;
    private final FormSubmission submission;
    private final FormFields fields;
    private final IdGenerator ids;
    private final CurrentUser user;

    ExperimentFormPage(
            Experiments experiments, FormSubmission submission, FormFields fields, IdGenerator ids, CurrentUser user) {
        this.user = user;
        this.experiments = experiments;
        this.submission = submission;
        this.fields = fields;
        this.ids = ids;
    }

    /** @param from id or slug of an experiment that the form begins with */
    @GetMapping("/experiments/new")
    String form(@RequestParam @Nullable String from, Model model) {
        String token = ids.next().toString();
        FormState input = from == null
                ? FormState.of(ExperimentForm.fresh(token))
                : FormState.of(token, ExperimentCopy.of(experiments.get(from)));
        show(model, input, List.of());
        return PAGE;
    }

    /**
     * Brings the other side of the form in step and says what would be trained. Without JavaScript the whole page comes
     * back; with it the parts that changed are taken from it.
     *
     * @param live sent with every change, so without the picture of the network
     */
    @PostMapping(path = "/experiments/new", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String preview(
            @RequestParam MultiValueMap<String, String> sent,
            @RequestParam(defaultValue = "false") boolean live,
            Model model) {
        FormState input = FormState.of(sent);
        // who has tried to start it has been told that a name is missing, and is told so until there is one
        boolean tried = sent.containsKey(TRIED);
        Optional<JsonNode> spec = input.spec().map(one -> tried ? one : named(one));
        Optional<ExperimentPreview> preview = spec.map(experiments::preview);
        show(model, input, preview.map(ExperimentPreview::problems).orElse(List.of()));
        preview.ifPresent(made -> model.addAttribute("preview", made));
        model.addAttribute(TRIED, tried);
        if (!live) {
            spec.flatMap(experiments::picture).ifPresent(svg -> model.addAttribute("picture", ImageUrl.of(svg)));
        }
        return PAGE;
    }

    /** A name can be thought of last; without it there is something to preview already. */
    private static JsonNode named(ObjectNode spec) {
        return nameless(spec) ? spec.deepCopy().put("name", "(without a name)") : spec;
    }

    private static boolean nameless(ObjectNode spec) {
        return spec.path("name").asString("").isBlank();
    }

    @PostMapping(path = "/experiments", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView submit(@RequestParam MultiValueMap<String, String> sent, Model model) {
        FormState input = FormState.of(sent);
        Visibility seen = Visibility.PARAMETER.read(sent.getFirst(VISIBILITY), Visibility.EVERYONE);
        Optional<ObjectNode> spec = input.spec();
        if (spec.isEmpty()) {
            return shown(model, input, List.of(), HttpStatus.BAD_REQUEST);
        }
        try {
            model.addAttribute(VISIBILITY, seen);
            return submit(input, spec.get(), sent.containsKey("again"), seen, model);
        } catch (Problem problem) {
            if (problem.errors().isEmpty()) {
                throw problem;
            }
            return shown(model, input, problem.errors(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private ModelAndView submit(FormState input, JsonNode spec, boolean again, Visibility visibility, Model model) {
        UUID token = Ids.parse(input.form().token()).orElseGet(ids::next);
        Optional<ExperimentView> stored = submission.submit(token, spec, again, visibility);
        if (stored.isPresent()) {
            return new ModelAndView("redirect:/experiments/" + stored.get().slug());
        }
        model.addAttribute("preview", experiments.preview(spec));
        return shown(model, input, List.of(), HttpStatus.CONFLICT);
    }

    private ModelAndView shown(Model model, FormState input, List<FieldProblem> problems, HttpStatus status) {
        show(model, input, problems);
        model.addAttribute(TRIED, true);
        model.addAttribute("refused", true);
        return new ModelAndView(PAGE, model.asMap(), status);
    }

    private void show(Model model, FormState input, List<FieldProblem> problems) {
        ExperimentForm form = input.form();
        model.addAllAttributes(fields.of(form));
        model.addAttribute("input", input);
        model.addAttribute("form", form);
        model.addAttribute(
                "nameless", input.spec().filter(ExperimentFormPage::nameless).isPresent());
        model.addAttribute("problems", problems);
        model.addAttribute("owned", user.id() != null);
        SpecPlaces places = new SpecPlaces(FormFields.names(form), input.rows());
        model.addAttribute("wrong", places.errors(problems));
        model.addAttribute("mistakes", places.mistakes(problems, form));
        String url = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/experiments")
                .toUriString();
        model.addAttribute("curl", CurlCommand.post(url, input.json()));
    }
}
