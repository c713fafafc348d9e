package io.bitgap.training;

import io.bitgap.network.ImageShape;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The memory that a worker needs to train a plan on the CPU, in bytes of the whole process: fixed + image * batch. Reckoned from the
 * network's shapes without making it; the factors are measured, see {@code architecture.md}.
 *
 * @param fixedBytes the process itself, parameters and what is kept for each of them, evaluation
 * @param imageBytes for every image of a batch
 * @param batchSize images of a batch
 */
public record MemoryNeed(long fixedBytes, long imageBytes, int batchSize) {
    /** A worker after its first small run: Java, native libraries, compiled code, a heap of some size. */
    private static final long PROCESS = 600L << 20;

    /** Gradients, masks and what workspaces take beside the activations of a step, over those activations. */
    private static final double STEP = 1.8;

    /**
     * Of every parameter: itself, its gradient, velocity, twin for inference, quantized, and its copies in the layouts of the kernels,
     * of which there are three.
     */
    private static final int COPIES = 8;

    /** In inference and going backward an array goes as soon as nobody reads it; some of the largest are there at a time. */
    private static final long LARGEST_AT_A_TIME = 4;

    /** Batches that are prepared ahead. */
    private static final long BATCHES = 4;

    public static MemoryNeed of(TrainingPlan plan) {
        return of(plan, PlannedNetwork.of(plan).configuration());
    }

    /** Bytes of parameters, gradient, velocity and the twin for inference, which are made at once. */
    static long beforeTheFirstStep(ComputationGraphConfiguration network) {
        return 4L * Float.BYTES * NetworkCost.storedParameters(network);
    }

    static MemoryNeed of(TrainingPlan plan, ComputationGraphConfiguration network) {
        ImageShape images = PlannedNetwork.images(plan);
        Map<String, InputType> shapes = network.getLayerActivationTypes(
                InputType.convolutional(images.height(), images.width(), images.channels(), CNN2DFormat.NHWC));
        long activations = shapes.values().stream()
                .mapToLong(InputType::arrayElementsPerExample)
                .sum();
        long largest = shapes.values().stream()
                .mapToLong(InputType::arrayElementsPerExample)
                .max()
                .orElse(0);
        long pixels = (long) images.height() * images.width() * images.channels();
        long evaluated = Evaluation.batchSize(images.height(), images.width()) * LARGEST_AT_A_TIME * largest;
        boolean teacher = plan.recipe().distillation().share() > 0;
        long parameters = NetworkCost.storedParameters(network) * (teacher ? COPIES + 1 : COPIES);
        return new MemoryNeed(
                PROCESS + Float.BYTES * (parameters + evaluated),
                Float.BYTES
                        * ((long) (STEP * activations)
                                + BATCHES * pixels
                                + (teacher ? 2 : 1) * LARGEST_AT_A_TIME * largest),
                plan.recipe().batchSize());
    }

    /** The same with no more images a batch. */
    public MemoryNeed withBatchOf(int most) {
        return new MemoryNeed(fixedBytes, imageBytes, Math.min(batchSize, most));
    }

    public long bytes() {
        return fixedBytes + imageBytes * batchSize;
    }

    /** The largest batch that needs no more than that; 0 where none does. */
    public int batchWithin(long bytes) {
        return (int) Math.max(0, Math.min(batchSize, (bytes - fixedBytes) / Math.max(1, imageBytes)));
    }
}
