package io.bitgap.experiment.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The spec that a form describes. What is no number stays text, so that the one check of specs says so at its place;
 * what is empty is left out and gets its default.
 */
final class FormSpec {
    private FormSpec() {}

    static JsonNode of(ExperimentForm form) {
        Map<String, Object> spec = new LinkedHashMap<>();
        put(spec, "name", form.name());
        put(spec, "network", form.network());
        put(spec, "dataset", form.dataset());
        spec.put("methods", both(form.methods(), form.moreMethods()));
        spec.put("bits", both(form.bits(), form.moreBits()));
        if (!form.seeds().isEmpty()) {
            spec.put("seeds", words(form.seeds()).stream().map(FormSpec::number).toList());
        }
        Map<String, Object> baseline = new LinkedHashMap<>();
        putNumber(baseline, "epochs", form.baselineEpochs());
        putNumber(baseline, "learningRate", form.baselineRate());
        spec.put("baseline", baseline);
        spec.put("recipe", recipe(form));
        Map<String, Object> limits = new LinkedHashMap<>();
        putNumber(limits, "trainExamples", form.trainExamples());
        putNumber(limits, "testExamples", form.testExamples());
        spec.put("limits", limits);
        return JsonMapper.shared().valueToTree(spec);
    }

    /** A recipe by name, or with epochs or rate of its own. */
    private static Object recipe(ExperimentForm form) {
        Map<String, Object> own = new LinkedHashMap<>();
        putNumber(own, "epochs", form.epochs());
        putNumber(own, "learningRate", form.rate());
        if (own.isEmpty()) {
            return form.recipe().isEmpty() ? own : form.recipe();
        }
        Map<String, Object> recipe = new LinkedHashMap<>();
        put(recipe, "name", form.recipe());
        recipe.putAll(own);
        return recipe;
    }

    private static List<String> both(List<String> ticked, String typed) {
        List<String> all = new ArrayList<>(ticked);
        all.addAll(words(typed));
        return all;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s,;]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void put(Map<String, Object> spec, String field, String text) {
        if (!text.isEmpty()) {
            spec.put(field, text);
        }
    }

    private static void putNumber(Map<String, Object> spec, String field, String text) {
        if (!text.isEmpty()) {
            spec.put(field, number(text));
        }
    }

    private static Object number(String text) {
        try {
            // A comma where the reader's country writes a point.
            return text.length() > 40 ? text : new BigDecimal(text.replace(',', '.'));
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
