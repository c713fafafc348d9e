package io.bitgap.quantizer.web;

import io.bitgap.problem.FieldProblem;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a form asks for. A field that this quantizer does not have is left out, because a form that changes its role or its
 * scheme still sends the fields that stood there before; a value that cannot be is a problem, and its default takes its
 * place so that the form can be shown.
 *
 * @param has parameters of the quantizer with these options
 */
record CurveSetting(
        QuantizerSpec spec,
        double reach,
        Map<String, Double> parameters,
        List<QuantizerParameter> has,
        List<FieldProblem> problems) {
    /** What is drawn stays well inside what can be evaluated. */
    private static final double MAX_MAGNITUDE = 1e6;

    static CurveSetting read(QuantizerDescription quantizer, CurveForm form) {
        List<FieldProblem> problems = new ArrayList<>();
        Role role = role(quantizer, form.role(), problems);
        int bits = bits(form.bits(), problems);
        double reach = reach(form.reach(), problems);
        Map<String, Object> options = options(quantizer, role, form.options(), problems);
        QuantizerSpec spec = new QuantizerSpec(quantizer.name(), role, bits, options, LevelConvention.BITS);
        List<QuantizerParameter> has = Quantizers.of(spec).asPublished().parameters();
        return new CurveSetting(spec, reach, parameters(has, form.parameters(), problems), has, problems);
    }

    private static Role role(QuantizerDescription quantizer, String text, List<FieldProblem> problems) {
        Optional<Role> role = quantizer.options().keySet().stream()
                .filter(one -> one.word().equals(text))
                .findFirst();
        if (role.isEmpty()) {
            problems.add(new FieldProblem("/role", "unknown-role", "role must be weights or activations, not " + text));
        }
        return role.orElse(Role.ACTIVATIONS);
    }

    private static int bits(String text, List<FieldProblem> problems) {
        if (text.matches("[1-8]")) {
            return Integer.parseInt(text);
        }
        problems.add(new FieldProblem("/bits", "bits-out-of-range", "bits must be 1 to 8, not " + text));
        return 4;
    }

    private static double reach(String text, List<FieldProblem> problems) {
        Optional<Double> reach = Words.number(text).filter(number -> number > 0 && number <= MAX_MAGNITUDE);
        if (reach.isEmpty()) {
            problems.add(new FieldProblem(
                    "/reach", "invalid-reach", "the sample reaches a number above 0, at most 1000000, not " + text));
        }
        return reach.orElse(1.0);
    }

    private static Map<String, Object> options(
            QuantizerDescription quantizer, Role role, Map<String, String> typed, List<FieldProblem> problems) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Option option : Quantizers.optionsOf(quantizer.name(), role)) {
            String text = typed.getOrDefault(option.name(), option.defaultText());
            if (!text.equals(option.defaultText())) {
                options.put(option.name(), value(option, text));
            }
        }
        for (FieldProblem problem : Quantizers.check(quantizer.name(), role, options)) {
            problems.add(new FieldProblem("/options" + problem.pointer(), problem.code(), problem.message()));
            options.remove(problem.pointer().substring(1));
        }
        return options;
    }

    /** A value as it was typed; what cannot be one stays text, and is refused where all options are checked. */
    private static Object value(Option option, String text) {
        if (option.words().contains(text)) {
            return option.kind() == Option.Kind.BOOLEAN ? (Object) Boolean.valueOf(text) : text;
        }
        return Words.number(text).<Object>map(number -> number).orElse(text);
    }

    private static Map<String, Double> parameters(
            List<QuantizerParameter> has, Map<String, String> typed, List<FieldProblem> problems) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        for (QuantizerParameter parameter : has) {
            String text = typed.get(parameter.name());
            if (text != null) {
                Words.number(text)
                        .filter(number -> Math.abs(number) <= MAX_MAGNITUDE)
                        .ifPresentOrElse(
                                value -> parameters.put(parameter.name(), value),
                                () -> problems.add(new FieldProblem(
                                        "/parameters/" + parameter.name(),
                                        "not-a-number",
                                        "%s must be a number of at most 1000000 in magnitude, not %s"
                                                .formatted(parameter.name(), text))));
            }
        }
        return parameters;
    }
}
