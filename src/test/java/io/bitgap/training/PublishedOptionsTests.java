package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerPair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedOptionsTests {
    private static final Recipe ORIGIN = Recipes.find("origin-cifar10", Recipes.defaultBaseline())
            .orElseThrow()
            .recipe()
            .batchNorm(BatchNormMode.TRAIN);
    private static final QuantizerChoice PER_TENSOR = choice("google-int8", Map.of("perChannel", false));
    private static final QuantizerChoice STE = choice("google-int8", Map.of("gradient", "ste", "emaDecay", 0.99));

    private static QuantizerChoice choice(String quantizer, Map<String, Object> options) {
        return new QuantizerChoice(quantizer, options);
    }

    private static TrainingPlan plan(QuantizerChoice weights, QuantizerChoice activations, Recipe recipe) {
        return new TrainingPlan(
                "resnet20",
                "cifar10",
                ImagesPlan.NONE,
                new MethodPlan("label", weights, activations, 2, 2),
                recipe,
                Plans.edges(EdgeLayer.KEEP, EdgeLayer.KEEP),
                Limits.NONE,
                1,
                LevelConvention.ORIGIN,
                null);
    }

    @Test
    void aRunWithTheOriginsOptionsReproducesItWhateverOfThemWasLeftToTheDefault() {
        assertThat(PublishedOptions.compare(plan(PER_TENSOR, STE, ORIGIN), Start.SCRATCH))
                .containsExactly(new Reproduction("mx_quant_op README", List.of()));
        QuantizerChoice eight = choice("pact", Map.of("init", 8.0));
        TrainingPlan pact = plan(choice("pact", Map.of()), eight, ORIGIN);
        assertThat(exact(pact)).containsExactly("mx_quant_op README");
        Recipe paper = Recipes.find("pact", Recipes.defaultBaseline())
                .orElseThrow()
                .recipe()
                .batchNorm(BatchNormMode.TRAIN);
        assertThat(exact(plan(choice("pact", Map.of()), eight, paper)))
                .containsExactly("PACT, arXiv 1805.06085, as cited by mx_quant_op README");
    }

    private static List<String> exact(TrainingPlan plan) {
        return PublishedOptions.compare(plan, Start.SCRATCH).stream()
                .filter(Reproduction::exact)
                .map(Reproduction::source)
                .toList();
    }

    @Test
    void otherImagesOtherBitsAndImagesHeldOutReproduceNothing() {
        MethodPlan eightBits = new MethodPlan("g", PER_TENSOR, STE, 8, 8);
        assertThat(PublishedOptions.compare(google("cifar10", eightBits, Limits.NONE), Start.SCRATCH))
                .isEmpty();
        MethodPlan two = new MethodPlan("g", PER_TENSOR, STE, 2, 2);
        assertThat(PublishedOptions.compare(google("shapes10", two, Limits.NONE), Start.SCRATCH))
                .isEmpty();
        assertThat(PublishedOptions.compare(google("cifar10", two, new Limits(0, 0, 5000)), Start.SCRATCH))
                .containsExactly(new Reproduction("mx_quant_op README", List.of("5000 validation images held out")));
    }

    private static TrainingPlan google(String dataset, MethodPlan method, Limits limits) {
        return new TrainingPlan(
                "resnet20",
                dataset,
                ImagesPlan.NONE,
                method,
                ORIGIN,
                Plans.edges(EdgeLayer.KEEP, EdgeLayer.KEEP),
                limits,
                1,
                LevelConvention.ORIGIN,
                null);
    }

    @Test
    void whatIsNotAsPublishedIsNamedInAFewWords() {
        TrainingPlan usual = plan(choice("google-int8", Map.of()), STE, ORIGIN.epochs(3));
        assertThat(PublishedOptions.compare(usual, Start.FP32))
                .singleElement()
                .satisfies(found -> assertThat(found.differs())
                        .containsExactly("perChannel of weights true", "start fp32", "3 epochs", "milestones 1 2"));
    }

    @Test
    void levelsCountOnlyWhereTheyAreNotTheSameInBothConventions() {
        TrainingPlan pact = Plans.of(
                "resnet20",
                "cifar10",
                new MethodPlan("pact", choice("pact", Map.of()), choice("pact", Map.of("init", 8)), 4, 4),
                ORIGIN,
                Limits.NONE,
                1);
        TrainingPlan google =
                Plans.of("resnet20", "cifar10", new MethodPlan("g", PER_TENSOR, STE, 4, 4), ORIGIN, Limits.NONE, 1);

        assertThat(pact.levels()).isEqualTo(LevelConvention.BITS);
        assertThat(exact(pact)).hasSize(1);
        assertThat(PublishedOptions.compare(google, Start.SCRATCH))
                .extracting(Reproduction::differs)
                .containsExactly(List.of("levels bits"));
    }

    @Test
    void nothingIsSaidOfFp32OfOtherNetworksNorOfQuantizersThatNothingIsKnownOf() {
        TrainingPlan fp32 = Plans.of("resnet20", "cifar10", null, ORIGIN, Limits.NONE, 1);
        TrainingPlan small =
                Plans.of("resnet8", "cifar10", new MethodPlan("g", PER_TENSOR, STE, 4, 4), ORIGIN, Limits.NONE, 1);

        assertThat(PublishedOptions.compare(fp32, Start.SCRATCH)).isEmpty();
        assertThat(PublishedOptions.compare(small, Start.SCRATCH)).isEmpty();
        assertThat(PublishedOptions.compare(plan(choice("lsq", Map.of()), STE, ORIGIN), Start.SCRATCH))
                .isEmpty();
    }

    @Test
    void everyLineNamesARecipeAndQuantizersThatThereAreWithOptionsThatTheyTake() {
        assertThat(PublishedOptions.ALL).allSatisfy(line -> {
            assertThat(Recipes.names()).contains(line.recipe());
            MethodPlan method = new MethodPlan(
                    new QuantizerPair(
                                    line.weights().quantizer(),
                                    line.activations().quantizer())
                            .name(),
                    line.weights(),
                    line.activations(),
                    4,
                    4);
            Recipes.Named named =
                    Recipes.find(line.recipe(), Recipes.defaultBaseline()).orElseThrow();
            TrainingPlan plan = new TrainingPlan(
                    line.network(),
                    "cifar10",
                    ImagesPlan.NONE,
                    method,
                    named.recipe().resolvedFor(method),
                    Plans.edges(EdgeLayer.KEEP, EdgeLayer.KEEP),
                    Limits.NONE,
                    1,
                    line.levels() == null ? LevelConvention.BITS : line.levels(),
                    null);
            assertThat(AttachPlan.of(plan)).isNotNull();
            assertThat(PublishedOptions.compare(plan, named.start()))
                    .contains(new Reproduction(line.source(), List.of()));
        });
    }
}
