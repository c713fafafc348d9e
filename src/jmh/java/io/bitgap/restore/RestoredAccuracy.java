package io.bitgap.restore;

import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.ImageDataset;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What a user does with a downloaded {@code model.zip}: restores it with DL4J's own {@code ModelSerializer}, with our classes on
 * the class path, and measures it with DL4J's own {@code Evaluation}.
 *
 * <p>Arguments: the file, the name of the data set, and where that is (not for {@code shapes10}).
 */
public final class RestoredAccuracy {
    private static final int BATCH = 100;

    private RestoredAccuracy() {}

    public static void main(String[] args) throws IOException {
        Map<String, Path> configured = args.length > 2 ? Map.of(args[1], Path.of(args[2])) : Map.of();
        ImageDataset data = new Datasets(Files.createTempDirectory("bitgap"), configured).load(args[1]);
        ComputationGraph graph = ModelSerializer.restoreComputationGraph(new File(args[0]));
        Evaluation evaluation = new Evaluation(data.classes().size());
        try (BatchStream batches = Batches.test(data, BATCH)) {
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                evaluation.eval(batch.getLabels(), graph.outputSingle(batch.getFeatures()));
            }
        }
        System.out.printf(Locale.ROOT, "{\"file\": \"%s\", \"top1\": %.6f}%n", args[0], evaluation.accuracy());
    }
}
