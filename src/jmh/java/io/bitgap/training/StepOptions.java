package io.bitgap.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a recipe can ask for and a step may pay for, each by itself: {@code fp32+mixup}. */
final class StepOptions {
    private static final Map<String, UnaryOperator<Recipe>> OPTIONS = options();

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

    /** Without any, then with each. */
    static List<String> cases() {
        return Stream.concat(Stream.of("fp32"), OPTIONS.keySet().stream().map(name -> "fp32+" + name))
                .toList();
    }

    /** What stands in front of the option. */
    static String network(String name) {
        return name.split("\\+")[0];
    }

    static Recipe recipe(String name, Recipe plain) {
        String[] parts = name.split("\\+");
        UnaryOperator<Recipe> option = parts.length == 1 ? UnaryOperator.identity() : OPTIONS.get(parts[1]);
        if (option == null) {
            throw new IllegalArgumentException("an option is one of " + OPTIONS.keySet() + ", not " + parts[1]);
        }
        return option.apply(plain);
    }
}
