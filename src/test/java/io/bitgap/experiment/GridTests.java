package io.bitgap.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bitgap.WebRoleTest;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.experiment.spec.SpecReader;
import io.bitgap.experiment.spec.SpecWithoutDefaults;
import io.bitgap.graph.Operation;
import io.bitgap.graph.Operations;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.RunPurpose;
import io.bitgap.training.Attach;
import io.bitgap.training.BatchNormMode;
import io.bitgap.training.EdgeLayer;
import io.bitgap.training.Recipe;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@WebRoleTest
class GridTests {
    private static final String CHAIN =
            "{\"label\": \"chain\", \"weights\": \"pact\", \"activations\": \"pact\", \"start\": \"progressive\"}";

    @Autowired
    SpecReader reader;

    private List<PlannedRun> grid(String methods) {
        return grid(methods, "");
    }

    private List<PlannedRun> grid(String methods, String more) {
        return Grid.of(spec(methods, "\"bits\": [\"2\", \"5\", \"3\"], \"seeds\": [7, 8], \"priority\": 3" + more));
    }

    private ExperimentSpec spec(String methods, String rest) {
        return read("""
                {"name": "n", "network": "resnet8", "dataset": "shapes10", "methods": [%s], %s}
                """.formatted(methods, rest));
    }

    private ExperimentSpec read(String spec) {
        return reader.read(JsonMapper.shared().readTree(spec)).spec().orElseThrow();
    }

    @Test
    void aRecipeMayBringAlongWhereQuantizersGoUnlessTheExperimentSaysSo() {
        Attach everything = attach("\"recipe\": \"fqn\"");
        assertThat(everything.firstLayer()).isEqualTo(EdgeLayer.SAME);
        assertThat(everything.lastLayer()).isEqualTo(EdgeLayer.SAME);
        assertThat(everything.operations().quantized()).containsExactly(Operation.values());
        assertThat(attach("\"recipe\": {\"name\": \"fqn\", \"epochs\": 2}")).isEqualTo(everything);
        assertThat(attach("\"recipe\": \"fqn\", \"attach\": {}").operations()).isEqualTo(Operations.DEFAULT);
        assertThat(attach("\"recipe\": \"lsq\"").firstLayer()).isEqualTo(EdgeLayer.EIGHT_BIT);
    }

    private Attach attach(String rest) {
        ExperimentSpec spec = spec("\"fqn\"", "\"control\": false, \"bits\": [\"4\"], " + rest);
        return Grid.of(spec).get(1).plan().attach();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"recipe\": \"fqn\"",
                "\"recipe\": \"fqn\", \"attach\": {}",
                "\"recipe\": \"lsq\", \"attach\": {\"firstLayer\": \"keep\"}"
            })
    void shortenedASpecComesToTheSamePlaces(String rest) {
        ExperimentSpec spec = spec("\"fqn\"", "\"bits\": [\"4\"], " + rest);
        String brief = SpecWithoutDefaults.of(SpecDocument.of(spec)).toString();
        assertThat(read(brief).attach()).isEqualTo(spec.attach());
    }

    @Test
    void everyMethodHasEverySettingAndSeedAfterTheBaselinesThatTheyStartFrom() {
        assertThat(grid("\"pact\", \"dorefa\""))
                .extracting(
                        PlannedRun::position,
                        PlannedRun::method,
                        PlannedRun::label,
                        run -> run.plan().seed(),
                        run -> run.origins().parent(),
                        PlannedRun::priority)
                .containsExactly(
                        tuple(0, "fp32", "fp32", 7L, null, 10_003),
                        tuple(1, "fp32", "fp32", 8L, null, 10_003),
                        tuple(2, "fp32, tuned", "fp32", 7L, 0, 3),
                        tuple(3, "fp32, tuned", "fp32", 8L, 1, 3),
                        tuple(4, "pact", "2", 7L, 0, 3),
                        tuple(5, "pact", "2", 8L, 1, 3),
                        tuple(6, "pact", "5", 7L, 0, 3),
                        tuple(7, "pact", "5", 8L, 1, 3),
                        tuple(8, "pact", "3", 7L, 0, 3),
                        tuple(9, "pact", "3", 8L, 1, 3),
                        tuple(10, "dorefa", "2", 7L, 0, 3),
                        tuple(11, "dorefa", "2", 8L, 1, 3),
                        tuple(12, "dorefa", "5", 7L, 0, 3),
                        tuple(13, "dorefa", "5", 8L, 1, 3),
                        tuple(14, "dorefa", "3", 7L, 0, 3),
                        tuple(15, "dorefa", "3", 8L, 1, 3));
    }

    @Test
    void aProgressiveMethodGoesFromWideToNarrowSeedBySeed() {
        assertThat(grid(CHAIN, ", \"control\": false"))
                .extracting(
                        PlannedRun::label,
                        run -> run.plan().seed(),
                        run -> run.origins().baseline(),
                        run -> run.origins().parent())
                .containsExactly(
                        tuple("fp32", 7L, null, null),
                        tuple("fp32", 8L, null, null),
                        tuple("5", 7L, 0, 0),
                        tuple("5", 8L, 1, 1),
                        tuple("3", 7L, 0, 2),
                        tuple("3", 8L, 1, 3),
                        tuple("2", 7L, 0, 4),
                        tuple("2", 8L, 1, 5));
    }

    @Test
    void aQuantizedRunNamesTheFp32RunThatIsTrainedOnAsItIs() {
        List<PlannedRun> runs = grid("""
                {"label": "short", "weights": "pact", "activations": "pact", "bits": ["4"],
                 "recipe": {"epochs": 2, "quantizerLearningRate": 0.5, "delayActivationsEpochs": 1}},
                {"label": "frozen", "weights": "lsq", "activations": "lsq", "bits": ["4"],
                 "recipe": {"epochs": 2, "batchNorm": "freeze", "freezeBatchNormAfterEpoch": 1}},
                {"label": "plain", "weights": "lsq", "activations": "lsq", "bits": ["4"], "recipe": {"epochs": 2}}
                """);

        assertThat(controls(runs))
                .containsExactly(
                        "short: fp32, tuned batch norm train",
                        "frozen: fp32, tuned batch norm freeze, freeze batch norm after epoch 1",
                        "plain: fp32, tuned batch norm train");
        Recipe recipe = runs.get(2).plan().recipe();
        assertThat(runs.get(2).plan().method()).isNull();
        assertThat(recipe).isEqualTo(Recipe.fineTuning().epochs(2).batchNorm(BatchNormMode.TRAIN));
    }

    @Test
    void theControlOfAChainIsTrainedAsLongAsTheWholeChain() {
        List<PlannedRun> runs = grid(CHAIN);

        assertThat(controls(runs))
                .containsExactly(
                        "chain: fp32, tuned 3 epochs", "chain: fp32, tuned 6 epochs", "chain: fp32, tuned 9 epochs");
        assertThat(runs.stream().filter(run -> run.purpose() == RunPurpose.CONTROL))
                .extracting(run -> run.plan().recipe().epochs())
                .containsExactly(3, 3, 6, 6, 9, 9);
    }

    @Test
    void aBatchNormThatIsFoldedAtASmallRateIsFoldedInTheControlAtThatRate() {
        assertThat(grid("{\"label\": \"folded\", \"weights\": \"fqn\", \"activations\": \"fqn\", \"bits\": [\"3\"]}"))
                .filteredOn(run -> run.purpose() == RunPurpose.CONTROL)
                .extracting(run -> run.plan().recipe())
                .containsOnly(Recipe.fineTuning()
                        .learningRate(0.02 * Recipe.fineTuning().learningRate())
                        .batchNorm(BatchNormMode.FOLD_FROZEN));
    }

    @Test
    void runsFromScratchHaveNoControlNorHasAnExperimentThatWantsNone() {
        String scratch =
                "{\"label\": \"fresh\", \"weights\": \"pact\", \"activations\": \"pact\", \"start\": \"scratch\"}";

        assertThat(grid(scratch)).noneMatch(run -> run.purpose() == RunPurpose.CONTROL);
        assertThat(grid("\"pact\"", ", \"control\": false")).noneMatch(run -> run.purpose() == RunPurpose.CONTROL);
    }

    /** Of the quantized runs of one seed, each with its control. */
    private static List<String> controls(List<PlannedRun> runs) {
        return runs.stream()
                .filter(run ->
                        run.purpose() == RunPurpose.QUANTIZED && run.plan().seed() == 7)
                .map(run -> run.method() + ": "
                        + runs.get(Objects.requireNonNull(run.origins().control()))
                                .method())
                .toList();
    }
}
