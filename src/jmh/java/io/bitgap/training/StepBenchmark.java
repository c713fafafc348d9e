package io.bitgap.training;

import io.bitgap.network.ImageShape;
import io.bitgap.quantizer.LevelConvention;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images per second of one training step: forward, backward and update on images that are already in memory, as the median
 * over steps. Prints one JSON object a line.
 *
 * <p>Arguments: {@code --cases fp32,pact-w4a4 --batch 128 --steps 10 --network resnet20}.
 */
public final class StepBenchmark {
    private static final int WARM_UP_STEPS = 20; // the JVM compiles while it warms up
    private static final Pattern CASE = Pattern.compile("(.+)-w(\\d+)a(\\d+)");

    private StepBenchmark() {}

    public static void main(String[] args) {
        String network = argument(args, "--network", "resnet20");
        int batch = Integer.parseInt(argument(args, "--batch", "128"));
        int steps = Integer.parseInt(argument(args, "--steps", "10"));
        for (String name : argument(args, "--cases", "fp32,pact-w4a4").split(",")) {
            double rate = imagesPerSecond(plan(network, name, batch), batch, steps);
            System.out.printf(
                    Locale.ROOT,
                    "{\"system\": \"bitgap\", \"network\": \"%s\", \"case\": \"%s\", \"batch\": %d, \"images_per_s\": %.1f}%n",
                    network,
                    name,
                    batch,
                    rate);
        }
    }

    private static double imagesPerSecond(TrainingPlan plan, int batch, int steps) {
        ComputationGraph graph = new ComputationGraph(
                PlannedNetwork.of(plan, new ImageShape(32, 32, 3), 10, 1_000).configuration());
        graph.init();
        INDArray images = Nd4j.randn(DataType.FLOAT, batch, 32, 32, 3);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 10);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 10, 1);
        }
        DataSet data = new DataSet(images, labels);
        for (int i = 0; i < WARM_UP_STEPS; i++) {
            graph.fit(data);
        }
        double[] seconds = new double[steps];
        for (int i = 0; i < steps; i++) {
            long start = System.nanoTime();
            graph.fit(data);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return batch / seconds[steps / 2];
    }

    private static TrainingPlan plan(String network, String name, int batch) {
        Recipe recipe = new Recipe(1, batch, 0.1, ScheduleKind.CONSTANT, 0, 0.9, true, 1e-4, 1, true);
        Attach attach = new Attach(EdgeLayer.KEEP, EdgeLayer.KEEP, List.of());
        MethodPlan method = null;
        Matcher matcher = CASE.matcher(name);
        if (matcher.matches()) {
            QuantizerChoice quantizer = new QuantizerChoice(matcher.group(1), Map.of());
            int weightBits = Integer.parseInt(matcher.group(2));
            int activationBits = Integer.parseInt(matcher.group(3));
            method = new MethodPlan(name, quantizer, quantizer, weightBits, activationBits);
        } else if (!name.equals("fp32")) {
            throw new IllegalArgumentException("a case is fp32 or <quantizer>-w<bits>a<bits>, not " + name);
        }
        return new TrainingPlan(network, "-", method, recipe, attach, Limits.NONE, 1, LevelConvention.BITS);
    }

    private static String argument(String[] args, String name, String initial) {
        int at = Arrays.asList(args).indexOf(name);
        return at >= 0 && at + 1 < args.length ? args[at + 1] : initial;
    }
}
