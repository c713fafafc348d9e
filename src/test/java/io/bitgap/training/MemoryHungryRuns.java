package io.bitgap.training;

import io.bitgap.layer.MemoryLimit;
import io.bitgap.network.Networks;
import io.bitgap.quantizer.LevelConvention;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process of its own that trains runs too large for it, each followed by a small one, and prints a line about each: what the small
 * ones came to, and what the process holds afterwards.
 */
final class MemoryHungryRuns {
    private static final MethodPlan PACT = method("pact");
    private static final MethodPlan LSQ = method("lsq");

    /** What is too large, each in its own way: a step's activations, one array, parameters. */
    private static final List<TrainingPlan> HUNGRY = List.of(
            plan("resnet20", null, null, 4096),
            plan("resnet20", null, PACT, 4000),
            plan("wide", wide(), null, 64),
            plan("resnet8", null, LSQ, 4096),
            plan("dense", dense(), PACT, 8));

    private static final TrainingPlan SMALL = plan("resnet8", null, PACT, 32);

    private MemoryHungryRuns() {}

    /** @param arguments how many runs are to fail, and the limit in bytes */
    public static void main(String[] arguments) {
        MemoryLimit.switchOffThatOfJavaCpp();
        System.setProperty(DL4JSystemProperties.CRASH_DUMP_ENABLED_PROPERTY, "false"); // as Bitgap.main does
        NativeThreadCount.use(2);
        train(SMALL);
        MemoryLimit.collect();
        MemoryLimit.set(Long.parseLong(arguments[1]));
        System.out.println("small " + train(SMALL) + " " + held());
        for (int run = 0; run < Integer.parseInt(arguments[0]); run++) {
            System.out.println("large " + failure(HUNGRY.get(run % HUNGRY.size())));
            System.out.println("small " + train(SMALL) + " " + held());
        }
    }

    private static long held() {
        MemoryLimit.collect();
        return MemoryLimit.used();
    }

    private static String failure(TrainingPlan plan) {
        try {
            return "trained " + train(plan);
        } catch (Throwable failure) { // as a worker does
            Throwable cause = failure;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.getClass().getSimpleName();
        }
    }

    private static int train(TrainingPlan plan) {
        int[] parameters = {0};
        MemoryLimit.leavingNothing(() -> {
            new TrainingRun(plan, DrawnShapes.ALL, new TrainingStart.Scratch(), new TrainingObserver() {
                        @Override
                        public void measured(List<MetricPoint> points) {}

                        @Override
                        public void progressed(Progress progress) {}

                        @Override
                        public void epochEnded(EpochResult result, TrainingState state, boolean last) {
                            parameters[0] = Arrays.hashCode(
                                    state.graph().params().dup().data().asFloat());
                        }

                        @Override
                        public boolean stopRequested() {
                            return false;
                        }
                    })
                    .execute();
            return plan;
        });
        return parameters[0];
    }

    private static MethodPlan method(String name) {
        QuantizerChoice choice = new QuantizerChoice(name, Map.of());
        return new MethodPlan(name, choice, choice, 4, 4);
    }

    private static TrainingPlan plan(
            String network, @Nullable String definition, @Nullable MethodPlan method, int batch) {
        return new TrainingPlan(
                network,
                "shapes10",
                new ImagesPlan(32, 32, 10),
                method,
                Recipe.fineTuning().epochs(1).batchSize(batch).learningRate(0.05),
                Plans.edges(EdgeLayer.KEEP, EdgeLayer.KEEP),
                new Limits(batch > 1000 ? 0 : 320, 200),
                1,
                LevelConvention.BITS,
                definition);
    }

    /** One array of a step has 17 GB. */
    private static String wide() {
        return uploaded(
                new ConvolutionLayer.Builder(1, 1)
                        .nIn(3)
                        .nOut(65_536)
                        .activation(Activation.RELU)
                        .build(),
                new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                65_536);
    }

    /** 190 million weights. */
    private static String dense() {
        return uploaded(
                new DenseLayer.Builder()
                        .nIn(3072)
                        .nOut(61_440)
                        .activation(Activation.RELU)
                        .build(),
                null,
                61_440);
    }

    private static String uploaded(Layer first, @Nullable Layer second, int out) {
        var layers = new NeuralNetConfiguration.Builder().list().layer(first);
        if (second != null) {
            layers.layer(second);
        }
        String json = layers.layer(new OutputLayer.Builder()
                        .nIn(out)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build()
                .toJson();
        return Networks.read("hungry", JsonMapper.shared().readTree(json), "somebody")
                .definition();
    }
}
