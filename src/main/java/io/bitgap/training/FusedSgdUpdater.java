package io.bitgap.training;

import io.bitgap.layer.InferenceWeights;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.quantizer.tensor.OffHeap;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * DL4J's updater for {@link MomentumSgd} in one pass over parameters, gradient and velocity: mean over the batch, weight
 * decay, momentum, rate. DL4J's own makes half a dozen operations of it for every parameter tensor, and each wakes all threads
 * for a few hundred numbers. Configurations with anything else in them are left to DL4J.
 */
final class FusedSgdUpdater extends ComputationGraphUpdater {
    private static final int TILE = 2048;

    private final List<Segment> segments;
    private final float[] gradient = new float[TILE];
    private final float[] velocity = new float[TILE];
    private final float[] weights = new float[TILE];
    private @Nullable DoubleSupplier latentRate;

    /**
     * One parameter tensor.
     *
     * @param from its place among the parameters
     * @param state its place among the velocities
     * @param averaged whether its gradient is a sum over the batch
     * @param latent whether they are weights that a quantizer makes others of
     */
    private record Segment(
            int from, int to, int state, MomentumSgd rule, double decay, boolean averaged, boolean latent) {}

    private FusedSgdUpdater(ComputationGraph graph, INDArray state) {
        super(graph, state);
        segments = segments();
    }

    /** Gives a network this updater; momentum that it has gathered stays. */
    static void install(ComputationGraph graph) {
        INDArray state = graph.getUpdater().getStateViewArray();
        if (state != null && OffHeap.reachable()) {
            graph.setUpdater(new FusedSgdUpdater(graph, state));
        }
    }

    /** Whether it does the step itself. */
    boolean fused() {
        return !segments.isEmpty();
    }

    /** @throws TrainingFailed where DL4J updates that network */
    static FusedSgdUpdater of(ComputationGraph graph) {
        if (graph.getUpdater() instanceof FusedSgdUpdater fused && fused.fused()) {
            return fused;
        }
        throw new TrainingFailed(
                "transition-rate-unsupported",
                "\"transitionRate\" needs the update of all parameters in one pass, which there is not for this network on this machine;"
                        + " leave it out");
    }

    /** From now on latent weights of quantized layers have this rate instead of the schedule's. */
    void latentWeightsBy(DoubleSupplier rate) {
        latentRate = rate;
    }

    private static boolean latent(Trainable owner, String parameter) {
        return owner instanceof GraphVertex vertex
                && vertex.hasLayer()
                && vertex.getLayer() instanceof InferenceWeights weights
                && weights instanceof QuantizerRuntime runtime
                && runtime.attached().isPresent()
                && parameter.equals(DefaultParamInitializer.WEIGHT_KEY);
    }

    private float rate(Segment segment, int iteration, int epoch) {
        return (float)
                (segment.latent() && latentRate != null
                        ? latentRate.getAsDouble()
                        : segment.rule().getLearningRate(iteration, epoch));
    }

    /** Empty where DL4J has to do it. */
    private List<Segment> segments() {
        List<Segment> found = new ArrayList<>();
        for (UpdaterBlock block : getUpdaterBlocks()) {
            IUpdater rule = block.getGradientUpdater().getConfig();
            if (rule instanceof NoOp) {
                continue; // statistics; they have no gradient
            }
            int state = block.getUpdaterViewOffsetStart();
            for (UpdaterBlock.ParamState tensor : block.getLayersAndVariablesInBlock()) {
                Optional<Double> decay =
                        decay(tensor.getLayer().getConfig().getRegularizationByParam(tensor.getParamName()));
                if (!(rule instanceof MomentumSgd momentum) || decay.isEmpty()) {
                    return List.of();
                }
                found.add(new Segment(
                        tensor.getParamOffsetStart(),
                        tensor.getParamOffsetEnd(),
                        state,
                        momentum,
                        decay.get(),
                        tensor.getLayer().updaterDivideByMinibatch(tensor.getParamName()),
                        latent(tensor.getLayer(), tensor.getParamName())));
                state += tensor.getParamOffsetEnd() - tensor.getParamOffsetStart();
            }
        }
        return found;
    }

    private static Optional<Double> decay(List<Regularization> regularization) {
        if (regularization == null || regularization.isEmpty()) {
            return Optional.of(0.0);
        }
        return regularization.size() == 1 && regularization.get(0) instanceof WeightPenalty penalty
                ? Optional.of(penalty.decay())
                : Optional.empty();
    }

    @Override
    public synchronized void update(
            Gradient gradients, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
        if (segments.isEmpty()) {
            super.update(gradients, iteration, epoch, batchSize, workspaces);
            return;
        }
        FloatBuffer g = OffHeap.buffer(getFlattenedGradientsView());
        FloatBuffer v = OffHeap.buffer(getStateViewArray());
        FloatBuffer w = OffHeap.buffer(getParams());
        for (Segment segment : segments) {
            float rate = rate(segment, iteration, epoch);
            float examples = segment.averaged() ? batchSize : 1;
            for (int at = segment.from(); at < segment.to(); at += TILE) {
                int length = Math.min(TILE, segment.to() - at);
                int state = segment.state() + at - segment.from();
                g.get(at, gradient, 0, length);
                v.get(state, velocity, 0, length);
                if (segment.decay() != 0) {
                    w.get(at, weights, 0, length);
                }
                tile(segment, rate, examples, length);
                g.put(at, gradient, 0, length);
                v.put(state, velocity, 0, length);
            }
        }
    }

    /** Turns a part of the gradient into what the weights lose; the whole step is documented at {@link MomentumSgd}. */
    private void tile(Segment segment, float rate, float examples, int length) {
        float[] g = gradient;
        float[] v = velocity;
        float[] w = weights;
        float decay = (float) segment.decay();
        float momentum = (float) segment.rule().momentum();
        for (int i = 0; i < length; i++) {
            g[i] /= examples;
        }
        if (decay != 0) {
            for (int i = 0; i < length; i++) {
                g[i] += decay * w[i];
            }
        }
        for (int i = 0; i < length; i++) {
            v[i] = momentum * v[i] + g[i];
        }
        if (segment.rule().nesterov()) {
            for (int i = 0; i < length; i++) {
                g[i] = (g[i] + momentum * v[i]) * rate;
            }
        } else {
            for (int i = 0; i < length; i++) {
                g[i] = v[i] * rate;
            }
        }
    }
}
