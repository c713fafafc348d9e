package io.bitgap.export;

import ai.onnxruntime.OrtException;
import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Normalization;
import io.bitgap.export.runtime.OnnxSession;
import java.nio.FloatBuffer;
import java.util.function.BooleanSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The accuracy of a model file in ONNX Runtime on the whole test split, beside that of the network it was exported from.
 *
 * @param images of the test split
 * @param simulatedTop1 share of right answers of training's own simulation of the bits, 0..1
 * @param deployedTop1 share of right answers of ONNX Runtime, 0..1
 * @param equalPredictions share of images for which both give the same answer, 0..1
 * @param largestLogitDifference the largest over all images and classes, absolute
 * @param outputStep what to measure logit differences by: the step that an 8-bit quantizer of the logits would have, (largest -
 *     smallest logit of the split) / 255
 * @param runtime name and version of what ran the model
 */
public record DeployedAccuracy(
        int images,
        double simulatedTop1,
        double deployedTop1,
        double equalPredictions,
        double largestLogitDifference,
        double outputStep,
        String runtime) {
    private static final int OUTPUT_STEPS = 255;
    private static final int PIXELS_A_BATCH = 250 * 32 * 32;
    private static final float WHITE = 255;

    /**
     * Measures.
     *
     * @param network what the model was made of
     * @param model the model file's bytes
     * @param data with the test split to use
     * @param threads for ONNX Runtime
     * @param stop asked before every batch
     * @throws Interrupted when {@code stop} says so
     * @throws ExportFailed when ONNX Runtime does not take the model
     */
    public static DeployedAccuracy verify(
            DeployedNetwork network, byte[] model, ImageDataset data, int threads, BooleanSupplier stop) {
        Tally tally = new Tally();
        int batchSize = Math.max(1, PIXELS_A_BATCH / (data.height() * data.width()));
        try (OnnxSession session = new OnnxSession(model, threads);
                BatchStream batches = Batches.test(data, batchSize)) {
            while (batches.hasNext()) {
                if (stop.getAsBoolean()) {
                    throw new Interrupted();
                }
                DataSet batch = batches.next();
                INDArray images = batch.getFeatures();
                long[] shape = {images.size(0), data.channels(), data.height(), data.width()};
                float[][] deployed = session.logits(pixels(images, data.normalization()), shape);
                tally.add(network.logits().output(images), deployed, batch.getLabels());
            }
        } catch (OrtException e) {
            throw ExportFailed.runtime(e);
        }
        return tally.result();
    }

    /** The verification was told to stop. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The pixels that normalized images came from: whole numbers, so rounding gives them back exactly.
     *
     * @param images [batch, height, width, channels]
     * @return [batch, channels, height, width], 0 to 255
     */
    private static FloatBuffer pixels(INDArray images, Normalization normalization) {
        float[] normalized = images.dup('c').data().asFloat();
        int channels = (int) images.size(3);
        int area = (int) (images.size(1) * images.size(2));
        float[] pixels = new float[normalized.length];
        for (int i = 0; i < normalized.length; i++) {
            int c = i % channels;
            int pixel = i / channels % area;
            int image = i / channels / area;
            pixels[(image * channels + c) * area + pixel] =
                    Math.round((normalized[i] * normalization.deviation()[c]
                                    + normalization.mean()[c])
                            * WHITE);
        }
        return FloatBuffer.wrap(pixels);
    }

    /** Sums over batches. */
    private static final class Tally {
        private int images;
        private int simulatedRight;
        private int deployedRight;
        private int equal;
        private double largestDifference;
        private double smallestLogit = Double.POSITIVE_INFINITY;
        private double largestLogit = Double.NEGATIVE_INFINITY;

        void add(INDArray simulated, float[][] deployed, INDArray labels) {
            float[][] expected = simulated.toFloatMatrix();
            float[][] oneHot = labels.toFloatMatrix();
            for (int image = 0; image < expected.length; image++) {
                int label = largest(oneHot[image]);
                int here = largest(expected[image]);
                int there = largest(deployed[image]);
                images++;
                simulatedRight += here == label ? 1 : 0;
                deployedRight += there == label ? 1 : 0;
                equal += here == there ? 1 : 0;
                compare(expected[image], deployed[image]);
            }
        }

        private void compare(float[] simulated, float[] deployed) {
            for (int i = 0; i < simulated.length; i++) {
                largestDifference = Math.max(largestDifference, Math.abs((double) simulated[i] - deployed[i]));
                smallestLogit = Math.min(smallestLogit, simulated[i]);
                largestLogit = Math.max(largestLogit, simulated[i]);
            }
        }

        /** Index of the largest value, the first of equals. */
        private static int largest(float[] values) {
            int largest = 0;
            for (int i = 1; i < values.length; i++) {
                if (values[i] > values[largest]) {
                    largest = i;
                }
            }
            return largest;
        }

        DeployedAccuracy result() {
            double n = images;
            return new DeployedAccuracy(
                    images,
                    simulatedRight / n,
                    deployedRight / n,
                    equal / n,
                    largestDifference,
                    (largestLogit - smallestLogit) / OUTPUT_STEPS,
                    OnnxSession.runtime());
        }
    }
}
