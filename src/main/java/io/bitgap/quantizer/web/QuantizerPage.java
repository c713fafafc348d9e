package io.bitgap.quantizer.web;

import io.bitgap.form.FieldKind;
import io.bitgap.form.FormErrors;
import io.bitgap.form.FormField;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.UnknownQuantizer;
import io.bitgap.quantizer.evaluation.EvaluationResult;
import io.bitgap.quantizer.evaluation.QuantizerCurve;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** The quantizers as pages: all of them, and one with its staircase and gradient drawn from the query. */
@Controller
class QuantizerPage {
    private final JsonMapper mapper;

    QuantizerPage(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @GetMapping(path = "/quantizers", produces = MediaType.TEXT_HTML_VALUE)
    String all(Model model) {
        model.addAttribute(
                "quantizers",
                Quantizers.catalogue().stream().map(QuantizerText::of).toList());
        return "quantizers";
    }

    @GetMapping(path = "/quantizers/{name}", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView one(@PathVariable String name, @RequestParam MultiValueMap<String, String> query) {
        QuantizerDescription quantizer = Quantizers.find(name).orElseThrow(() -> new UnknownQuantizer(name));
        CurveForm form = CurveForm.of(query);
        CurveSetting setting = CurveSetting.read(quantizer, form);
        List<FieldProblem> problems = new ArrayList<>(setting.problems());
        @Nullable QuantizerCurve curve = problems.isEmpty() ? draw(setting, problems) : null;

        ModelAndView page = new ModelAndView("quantizer");
        page.addObject("quantizer", QuantizerText.of(quantizer));
        page.addObject("form", form);
        page.addObject("role", setting.spec().role().word());
        List<FormField> options = Quantizers.optionsOf(
                        quantizer.name(), setting.spec().role())
                .stream()
                .map(option -> option.field().in(CurveForm.OPTIONS))
                .toList();
        List<FormField> parameters = parameters(setting, curve == null ? null : curve.answer());
        page.addObject("options", options);
        page.addObject("parameters", parameters);
        page.addObject("wrong", FormErrors.of(problems, names(options, parameters)));
        page.setStatus(problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        if (curve != null) {
            page.addObject("curve", curve);
            page.addObject("request", request(curve));
            page.addObject(
                    "staircase",
                    CurvePicture.output(curve.request().input(), curve.answer().output()));
            page.addObject(
                    "gradient",
                    CurvePicture.gradient(
                            curve.request().input(), curve.answer().gradInput()));
        }
        return page;
    }

    private static @Nullable QuantizerCurve draw(CurveSetting setting, List<FieldProblem> problems) {
        try {
            return QuantizerCurve.of(setting.spec(), setting.reach(), setting.parameters());
        } catch (Problem problem) {
            problems.addAll(
                    problem.errors().isEmpty()
                            ? List.of(new FieldProblem("", problem.code(), String.valueOf(problem.getMessage())))
                            : problem.errors());
            return null;
        }
    }

    /** An empty one is found on the sample. */
    private static List<FormField> parameters(CurveSetting setting, @Nullable EvaluationResult answer) {
        Map<String, Double> used = answer == null ? Map.of() : answer.parameters();
        return setting.has().stream()
                .map(parameter -> FormField.typed(
                        CurveForm.PARAMETERS + parameter.name(),
                        parameter.name(),
                        parameter.learned() ? "learned" : "not learned",
                        FieldKind.NUMBER,
                        used.containsKey(parameter.name())
                                ? Words.rounded(used.get(parameter.name()))
                                : "from the sample"))
                .toList();
    }

    /** The call of {@code POST /quantizers/{name}/evaluate} that is drawn, but for its evenly spaced input. */
    private String request(QuantizerCurve curve) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("role", curve.request().role());
        request.put("bits", curve.request().bits());
        if (curve.request().shape() != null) {
            request.put("shape", curve.request().shape());
        }
        request.put("options", Objects.requireNonNullElse(curve.request().options(), Map.of()));
        request.put("parameters", Objects.requireNonNullElse(curve.request().parameters(), Map.of()));
        return mapper.writeValueAsString(request);
    }

    private static Set<String> names(List<FormField> options, List<FormField> parameters) {
        Set<String> names = new HashSet<>(Set.of("role", "bits", "reach"));
        Stream.concat(options.stream(), parameters.stream())
                .map(FormField::name)
                .forEach(names::add);
        return names;
    }
}
