package io.bitgap.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a recipe can ask for and a step may pay for, each by itself: {@code fp32+mixup}. */
final class StepOptions {
    private static final String PLAIN = "fp32";
    /** What options about quantized weights are measured on. */
    private static final String QUANTIZED = "lsq-w4a4";

    private static final Map<String, UnaryOperator<Recipe>> OPTIONS = options();
    private static final Map<String, UnaryOperator<Recipe>> OF_QUANTIZED = ofQuantized();

    private StepOptions() {}

    private static Map<String, UnaryOperator<Recipe>> options() {
        Map<String, UnaryOperator<Recipe>> options = new LinkedHashMap<>();
        options.put("decayNorm", recipe -> recipe.regularizers(group -> group.decayNorm(true)));
        // so small that every gradient is scaled
        options.put("gradientClip", recipe -> recipe.regularizers(group -> group.gradientClip(1e-3)));
        options.put("labelSmoothing", recipe -> recipe.regularizers(group -> group.labelSmoothing(0.1)));
        options.put("mixup", recipe -> recipe.regularizers(group -> group.mixup(0.2)));
        options.put("randomErasing", recipe -> recipe.regularizers(group -> group.randomErasing(1)));
        return options;
    }

    private static Map<String, UnaryOperator<Recipe>> ofQuantized() {
        Map<String, UnaryOperator<Recipe>> options = new LinkedHashMap<>();
        options.put("weightEma", recipe -> recipe.averaging(group -> group.weightEma(0.999)));
        options.put("distillation", recipe -> recipe.distillation(group -> group.share(0.5)));
        options.put("transitionRate", recipe -> recipe.quantization(group -> group.transitionRate(0.01)));
        options.put("telemetry", recipe -> recipe.oscillation(group -> group.telemetry(true)));
        options.put("dampening", recipe -> recipe.oscillation(group -> group.dampening(0.1)));
        options.put("freezing", recipe -> recipe.oscillation(group -> group.freezing(0.02)));
        return options;
    }

    /** Without any, then with each. */
    static List<String> cases() {
        return Stream.concat(cases(PLAIN, OPTIONS), cases(QUANTIZED, OF_QUANTIZED))
                .toList();
    }

    private static Stream<String> cases(String network, Map<String, UnaryOperator<Recipe>> options) {
        return Stream.concat(Stream.of(network), options.keySet().stream().map(name -> network + "+" + name));
    }

    /** What stands in front of the option. */
    static String network(String name) {
        return name.split("\\+")[0];
    }

    static Recipe recipe(String name, Recipe plain) {
        String[] parts = name.split("\\+");
        if (parts.length == 1) {
            return plain;
        }
        UnaryOperator<Recipe> option = OPTIONS.getOrDefault(parts[1], OF_QUANTIZED.get(parts[1]));
        if (option == null) {
            throw new IllegalArgumentException("there is no option " + parts[1]);
        }
        return option.apply(plain);
    }
}
