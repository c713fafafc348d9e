package io.bitgap.training;

import io.bitgap.form.FieldKind;
import io.bitgap.graph.Operations;
import io.bitgap.json.JsonText;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What published numbers of one method on one network were trained with, as far as Bitgap has options for it. A published number
 * stands beside measured ones whatever their options; what they are apart is only told of runs that have these.
 *
 * @param source as it is cited with the numbers
 * @param settings bits that it has numbers for
 * @param weights options that are left out have Bitgap's defaults
 * @param activations as {@code weights}
 * @param levels null where both conventions are the same to these quantizers
 * @param recipe name of a recipe, with which training also starts where that says
 */
public record PublishedOptions(
        String source,
        String dataset,
        String network,
        List<BitWidths> settings,
        QuantizerChoice weights,
        QuantizerChoice activations,
        @Nullable LevelConvention levels,
        String recipe) {
    private static final String ORIGIN = "mx_quant_op README";
    private static final String PACT = "PACT, arXiv 1805.06085, as cited by mx_quant_op README";
    private static final QuantizerChoice PER_TENSOR = choice("google-int8", Map.of("perChannel", false));
    /** The origin attaches it with 8 as its first threshold; the paper does not name one. */
    private static final QuantizerChoice FROM_EIGHT = choice("pact", Map.of("init", 8));

    /** Everything that is known. Another source is another line here, by the recipe that has its name. */
    static final List<PublishedOptions> ALL = List.of(
            origin(choice("pact", Map.of()), FROM_EIGHT, null),
            origin(PER_TENSOR, choice("google-int8", Map.of("gradient", "ste")), LevelConvention.ORIGIN),
            origin(choice("gdrq", Map.of("k", 3)), FROM_EIGHT, LevelConvention.ORIGIN),
            origin(PER_TENSOR, FROM_EIGHT, LevelConvention.ORIGIN),
            resnet20(
                    PACT,
                    List.of(bits(4, 4), bits(3, 3), bits(2, 2)),
                    choice("pact", Map.of()),
                    FROM_EIGHT,
                    null,
                    "pact"));

    private static BitWidths bits(int weights, int activations) {
        return new BitWidths(weights, activations);
    }

    /** A column of the origin's table of ResNet-20 on CIFAR-10: from scratch, first and last layer in fp32. */
    private static PublishedOptions origin(
            QuantizerChoice weights, QuantizerChoice activations, @Nullable LevelConvention levels) {
        List<BitWidths> settings = List.of(bits(4, 4), bits(3, 4), bits(3, 3), bits(2, 2));
        return resnet20(ORIGIN, settings, weights, activations, levels, "origin-cifar10");
    }

    private static PublishedOptions resnet20(
            String source,
            List<BitWidths> settings,
            QuantizerChoice weights,
            QuantizerChoice activations,
            @Nullable LevelConvention levels,
            String recipe) {
        return new PublishedOptions(source, "cifar10", "resnet20", settings, weights, activations, levels, recipe);
    }

    private static QuantizerChoice choice(String quantizer, Map<String, Object> options) {
        return new QuantizerChoice(quantizer, options);
    }

    /**
     * With every published column of the plan's method, bits, network and data set; none for fp32, nor where nothing is known.
     *
     * @param start where the run of the plan starts
     */
    public static List<Reproduction> compare(TrainingPlan plan, Start start) {
        MethodPlan method = plan.method();
        return method == null
                ? List.of()
                : ALL.stream()
                        .filter(published -> published.network.equals(plan.network())
                                && published.dataset.equals(plan.dataset())
                                && published.settings.contains(bits(method.weightBits(), method.activationBits()))
                                && published
                                        .weights
                                        .quantizer()
                                        .equals(method.weights().quantizer())
                                && published
                                        .activations
                                        .quantizer()
                                        .equals(method.activations().quantizer()))
                        .map(published ->
                                new Reproduction(published.source, published.differences(plan, method, start)))
                        .toList();
    }

    private List<String> differences(TrainingPlan plan, MethodPlan method, Start start) {
        Recipes.Named named = Recipes.find(recipe, Recipes.defaultBaseline()).orElseThrow();
        List<String> differs = new ArrayList<>();
        options(Role.WEIGHTS, method.weights(), weights, differs);
        options(Role.ACTIVATIONS, method.activations(), activations, differs);
        note(levels == null || levels == plan.levels(), "levels " + JsonText.of(plan.levels()), differs);
        note(start == named.start(), "start " + JsonText.of(start), differs);
        Recipe published = named.recipe().resolvedFor(method);
        for (RecipeField field : RecipeFields.ALL) {
            Object own = field.get().apply(plan.recipe()).orElse(null);
            Object other = field.get().apply(published).orElse(null);
            note(Objects.equals(own, other), own == null ? "no " + field.label() : field.text(own), differs);
        }
        attach(plan.attach(), differs);
        note(plan.limits().trainExamples() == 0, plan.limits().trainExamples() + " training images", differs);
        note(plan.limits().testExamples() == 0, plan.limits().testExamples() + " test images", differs);
        note(
                plan.limits().validationExamples() == 0,
                plan.limits().validationExamples() + " validation images held out",
                differs);
        return differs;
    }

    private static void options(Role role, QuantizerChoice own, QuantizerChoice published, List<String> differs) {
        Quantizers.optionsOf(own.quantizer(), role).forEach(option -> {
            Object initial = option.initial().orElse("by the bits");
            String value = FieldKind.plain(own.options().getOrDefault(option.name(), initial));
            String other = FieldKind.plain(published.options().getOrDefault(option.name(), initial));
            note(value.equals(other), "%s of %s %s".formatted(option.name(), role.word(), value), differs);
        });
    }

    private static void attach(Attach own, List<String> differs) {
        note(own.firstLayer() == EdgeLayer.KEEP, "first layer " + JsonText.of(own.firstLayer()), differs);
        note(own.lastLayer() == EdgeLayer.KEEP, "last layer " + JsonText.of(own.lastLayer()), differs);
        note(own.ignore().isEmpty(), "ignored layers", differs);
        note(own.operations().equals(Operations.DEFAULT), "other operations", differs);
        note(own.overrides().isEmpty(), "layers of their own", differs);
    }

    private static void note(boolean same, String difference, List<String> differs) {
        if (!same) {
            differs.add(difference);
        }
    }
}
