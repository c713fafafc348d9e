package io.bitgap.checkpoint;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import io.bitgap.training.Accuracy;
import io.bitgap.training.EpochResult;
import io.bitgap.training.Evaluation;
import io.bitgap.training.ImageClasses;
import io.bitgap.training.LayerQuantization;
import io.bitgap.training.Limits;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.Plans;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import io.bitgap.training.TestSplit;
import io.bitgap.training.TrainingMemory;
import io.bitgap.training.TrainingPlan;
import io.bitgap.training.TrainingState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A tiny real network and a plan for the tests of this room. */
final class Samples {
    static final UUID RUN = UUID.fromString("0192f0c1-0000-7000-8000-000000000001");

    static final TestSplit SPLIT = new TestSplit(
            "5".repeat(64), "sha256:5", List.of("cat", "dog"), ImageClasses.of(new int[] {0, 1}, 2), List.of("0", "1"));

    private static final Evaluation EVALUATION =
            new Evaluation(0.4, 0.875, 0.5, 2, null, ImageClasses.of(new int[] {0, 1}, 2));

    private Samples() {}

    static ComputationGraph network() {
        var graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.1, 0.9))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4))
                .addLayer("hidden", new DenseLayer.Builder().nOut(5).build(), "in")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "hidden")
                .setOutputs("out")
                .build());
        graph.init();
        step(graph);
        return graph;
    }

    static void step(ComputationGraph graph) {
        graph.fit(new DataSet(
                Nd4j.createFromArray(new float[][] {{1, 2, 3, 4}, {4, 3, 2, 1}}),
                Nd4j.createFromArray(new float[][] {{1, 0, 0}, {0, 0, 1}})));
    }

    static TrainingState state(ComputationGraph graph) {
        var spec = new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS);
        return new TrainingState(
                graph,
                List.of(new LayerQuantization("hidden", spec, Map.of("alpha", 7.5), 16, null)),
                new TrainingMemory(Map.of("steps", new byte[] {1, 2, 3})));
    }

    static TrainingPlan plan(@Nullable MethodPlan method) {
        return Plans.of(
                "resnet20", "cifar10", method, Recipe.fineTuning().epochs(30).learningRate(0.1), Limits.NONE, 1);
    }

    static MethodPlan pact(int weightBits, int activationBits) {
        var pact = new QuantizerChoice("pact", Map.of());
        return new MethodPlan("pact", pact, pact, weightBits, activationBits);
    }

    static Provenance provenance(UUID checkpoint) {
        return new Provenance(
                new Provenance.Origin(
                        checkpoint, RUN, new UUID(0, 7), 2, "host-a", null, Instant.parse("2026-01-02T03:04:05Z")),
                plan(pact(4, 4)),
                "plan-hash",
                new Provenance.DatasetVersion("cifar10", "md5:c32a1d4ab5d03f1284b67883e8d87530"),
                new EpochResult(30, new Accuracy(0.3, 0.9), EVALUATION, null, List.of()),
                true);
    }
}
