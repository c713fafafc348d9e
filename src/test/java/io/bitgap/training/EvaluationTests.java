package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.network.ImageShape;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class EvaluationTests {
    private static ComputationGraph resnet8() {
        TrainingPlan plan = Plans.of("resnet8", "shapes10", null, Recipe.fineTuning(), Limits.NONE, 1);
        ComputationGraph graph = new ComputationGraph(
                PlannedNetwork.of(plan, new ImageShape(32, 32, 3), 10, 1).configuration());
        graph.init();
        return graph;
    }

    @Test
    void agreesWithDl4jsOwnEvaluationAndScoreInBatchesThatDoNotFillUp() {
        ImageDataset data = Batches.limited(DrawnShapes.ALL, 32, 307);
        ComputationGraph graph = resnet8();
        var expected = new org.nd4j.evaluation.classification.Evaluation(10);
        double loss = 0;
        try (BatchStream batches = Batches.test(data, 307)) {
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                expected.eval(batch.getLabels(), graph.outputSingle(batch.getFeatures()));
                loss = graph.score(batch, false) - graph.calcRegularizationScore(true);
            }
        }
        Evaluation measured = Evaluation.of(graph, data);
        assertThat(measured.top5()).as("of ten classes").isNull();
        assertThat(right(measured.predictions(), data)).isEqualTo(measured.top1());
        assertThat(data.test().size() % Evaluation.batchSize(data)).isNotZero();
        assertThat(measured.top1()).isCloseTo(expected.accuracy(), within(1e-9));
        assertThat(measured.loss()).isCloseTo(loss, within(1e-4));
    }

    @Test
    void largeImagesGoThroughInSmallerBatchesAndBatchesAreOfOneSizeIfPossible() {
        assertThat(Evaluation.batchSize(images(32, 10_000))).isEqualTo(250);
        assertThat(Evaluation.batchSize(images(32, 300))).isEqualTo(150);
        assertThat(Evaluation.batchSize(images(32, 7))).isEqualTo(7);
        assertThat(Evaluation.batchSize(images(64, 620))).isEqualTo(207);
        assertThat(Evaluation.batchSize(images(1024, 5))).isEqualTo(1);
    }

    @Test
    void theFiveMostProbableClassesAreAskedForWhereThereAreTwentyAndPredictionsAreInTheOrderOfTheSplit() {
        ImageDataset data = twentyClasses();
        TrainingPlan plan = Plans.of("resnet8", "shapes10", null, Recipe.fineTuning(), Limits.NONE, 1);
        ComputationGraph graph = new ComputationGraph(
                PlannedNetwork.of(plan, new ImageShape(32, 32, 3), 20, 1).configuration());
        graph.init();
        int[] expected;
        double amongFive = 0;
        try (BatchStream batches = Batches.test(data, 60)) {
            INDArray probabilities = graph.outputSingle(batches.next().getFeatures());
            expected = probabilities.argMax(1).toIntVector();
            for (int image = 0; image < 60; image++) {
                float[] row = probabilities.getRow(image).toFloatVector();
                float own = row[data.test().labels()[image]];
                amongFive += IntStream.range(0, 20).filter(i -> row[i] > own).count() < 5 ? 1 : 0;
            }
        }

        Evaluation measured = Evaluation.of(graph, data);

        assertThat(measured.predictions()).isEqualTo(ImageClasses.of(expected, 20));
        assertThat(measured.top5()).isEqualTo(amongFive / 60).isBetween(0.05, 0.95);
    }

    private static ImageDataset twentyClasses() {
        ImageDataset shapes = Batches.limited(DrawnShapes.ALL, 10, 60);
        DecodedSplit test = (DecodedSplit) shapes.test();
        int[] labels = IntStream.range(0, 60).map(i -> i % 20).toArray();
        return new ImageDataset(
                "twenty",
                "-",
                32,
                32,
                3,
                IntStream.range(0, 20).mapToObj(Integer::toString).toList(),
                shapes.normalization(),
                shapes.train(),
                new DecodedSplit(test.pixels(), labels));
    }

    private static double right(ImageClasses predictions, ImageDataset data) {
        return IntStream.range(0, predictions.size())
                        .filter(i -> predictions.of(i) == data.test().labels()[i])
                        .count()
                / (double) predictions.size();
    }

    private static ImageDataset images(int side, int count) {
        return new ImageDataset(
                "large",
                "-",
                side,
                side,
                3,
                DrawnShapes.ALL.classes(),
                DrawnShapes.ALL.normalization(),
                DrawnShapes.ALL.train(),
                new DecodedSplit(new byte[0], new int[count]));
    }
}
