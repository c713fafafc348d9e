package io.bitgap.quantizer.web;

import io.bitgap.quantizer.evaluation.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of the form for an option or a parameter.
 *
 * @param name of the field, e.g. {@code options.signed}
 * @param label name of the option or parameter
 * @param entries what a list offers, the default first and with an empty value; empty for a field that is typed
 * @param value as it was typed, empty for the default
 * @param usual what an empty field stands for
 */
public record CurveField(String name, String label, String hint, List<Entry> entries, String value, String usual) {
    /** One line of a list. */
    public record Entry(String value, String text) {}

    static List<CurveField> options(List<OptionSchema> options, CurveForm form) {
        return options.stream().map(option -> option(option, form)).toList();
    }

    private static CurveField option(OptionSchema option, CurveForm form) {
        String typed = form.options().getOrDefault(option.name(), "");
        List<Entry> entries = new ArrayList<>();
        if (option.range().isEmpty()) {
            entries.add(new Entry("", option.initial().isEmpty() ? "default" : option.initial() + " (default)"));
            option.choices().stream()
                    .filter(word -> !word.equals(option.initial()))
                    .forEach(word -> entries.add(new Entry(word, word)));
        }
        String allowed = entries.isEmpty() ? " (" + option.allowed() + ")" : "";
        return new CurveField(
                "options." + option.name(),
                option.name(),
                option.sentence() + allowed,
                entries,
                typed.equals(option.initial()) ? "" : typed,
                option.initial());
    }

    static List<CurveField> parameters(CurveSetting setting, CurveForm form, @Nullable EvaluationResult answer) {
        Map<String, Double> used = answer == null ? Map.of() : answer.parameters();
        return setting.has().stream()
                .map(parameter -> new CurveField(
                        "parameters." + parameter.name(),
                        parameter.name(),
                        parameter.learned() ? "learned" : "not learned",
                        List.of(),
                        form.parameters().getOrDefault(parameter.name(), ""),
                        used.containsKey(parameter.name())
                                ? Words.rounded(used.get(parameter.name()))
                                : "from the sample"))
                .toList();
    }
}
