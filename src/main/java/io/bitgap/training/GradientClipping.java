package io.bitgap.training;

import io.bitgap.quantizer.tensor.OffHeap;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps the gradient g of a step, the mean over the batch and over all parameters that are trained, those of quantizers
 * included, at a Euclidean norm of at most c: g := g * min(1, c / (|g| + 1e-6)), before weight decay and momentum. Arithmetic as
 * in PyTorch's {@code clip_grad_norm_} (arXiv 1211.5063). The sum of squares is taken in one order on one thread, so that it does
 * not depend on the number of threads.
 *
 * <p>Worked number: c = 1, g = (3, 4): |g| = 5, so g becomes (0.6, 0.8).
 */
final class GradientClipping extends BaseTrainingListener {
    private static final double AGAINST_ZERO = 1e-6;
    private static final int TILE = 2048;

    private final double largest;
    private final List<Segment> trained;
    private final float[] tile = new float[TILE];

    /**
     * One parameter tensor.
     *
     * @param from its place among the parameters
     * @param averaged whether its gradient is a sum over the batch
     */
    private record Segment(int from, int to, boolean averaged) {}

    GradientClipping(ComputationGraph graph, double largest) {
        this.largest = largest;
        this.trained = trained(graph.getUpdater());
    }

    private static List<Segment> trained(ComputationGraphUpdater updater) {
        List<Segment> found = new ArrayList<>();
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            if (block.getGradientUpdater().getConfig() instanceof MomentumSgd rule && rule.moves()) {
                for (UpdaterBlock.ParamState tensor : block.getLayersAndVariablesInBlock()) {
                    found.add(new Segment(
                            tensor.getParamOffsetStart(),
                            tensor.getParamOffsetEnd(),
                            tensor.getLayer().updaterDivideByMinibatch(tensor.getParamName())));
                }
            }
        }
        return found;
    }

    @Override
    public void onGradientCalculation(Model model) {
        INDArray gradient = ((ComputationGraph) model).getFlattenedGradients();
        double norm = norm(gradient, model.batchSize());
        double share = largest / (norm + AGAINST_ZERO);
        if (share < 1) {
            Nd4j.getBlasWrapper().scal(share, gradient);
        }
    }

    private double norm(INDArray gradient, int batch) {
        FloatBuffer values = OffHeap.reachable()
                ? OffHeap.buffer(gradient)
                : FloatBuffer.wrap(gradient.data().asFloat());
        double squares = 0;
        for (Segment segment : trained) {
            double own = 0;
            for (int at = segment.from(); at < segment.to(); at += TILE) {
                int length = Math.min(TILE, segment.to() - at);
                values.get(at, tile, 0, length);
                own += squares(length);
            }
            squares += segment.averaged() ? own / ((double) batch * batch) : own;
        }
        return Math.sqrt(squares);
    }

    private double squares(int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) tile[i] * tile[i];
        }
        return sum;
    }
}
