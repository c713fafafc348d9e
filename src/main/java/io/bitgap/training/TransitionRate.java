package io.bitgap.training;

import java.nio.ByteBuffer;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Schedules how many quantized weights change their level in a step, instead of how far latent weights move (Lee et al., transition
 * rate scheduling, arXiv 2404.19248). With k_t the share of weights whose code step t has changed, the running rate is K_t = m *
 * K_(t-1) + (1 - m) * k_t, and latent weights are updated with the rate U_t = max(0, U_(t-1) + eta * (R_t - K_t)) in place of the
 * recipe's. The target R_t begins at the recipe's transition rate and has the shape of its learning rate. Everything else is updated
 * with that.
 *
 * <p>One rate for all layers, U_0 = eta = the recipe's learning rate and K_1 = k_1 are choices of Bitgap: at some thousandths of
 * transitions a step, eta/U_0 = 1 lets U settle within a few hundred steps, about the time that K looks back.
 *
 * <p>Worked number: R = 0.01, K = 0.004, eta = 0.1: U rises by 0.0006.
 */
final class TransitionRate implements TrainingAid, Remembering {
    /** m: the rate of about the last hundred steps. */
    private static final double MOMENTUM = 0.99;

    private final ComputationGraph graph;
    private final CodeWatch watch;
    private final LearningRateSchedule target;
    private final double gain;
    private double running = Double.NaN;
    private double rate;

    /** @param watch acts before this */
    TransitionRate(ComputationGraph graph, CodeWatch watch, Recipe recipe, int stepsPerEpoch) {
        this.graph = graph;
        this.watch = watch;
        this.gain = recipe.learningRate();
        this.rate = gain;
        this.target = LearningRateSchedule.of(recipe, stepsPerEpoch)
                .times(recipe.quantization().transitionRate() / recipe.learningRate());
        FusedSgdUpdater.of(graph).latentWeightsBy(() -> rate);
    }

    @Override
    public void afterStep() {
        double changed = watch.changed();
        running = Double.isNaN(running) ? changed : MOMENTUM * running + (1 - MOMENTUM) * changed;
        rate = Math.max(0, rate + gain * (target() - running));
    }

    /** Of the last step. */
    private double target() {
        return target.valueAt(graph.getIterationCount() - 1, graph.getEpochCount());
    }

    @Override
    public Map<String, Double> measurements() {
        if (Double.isNaN(running)) {
            return Map.of(); // no step was made
        }
        return Map.of("transition/rate", running, "transition/target", target(), "transition/learning-rate", rate);
    }

    @Override
    public String name() {
        return "transition";
    }

    @Override
    public byte[] remember() {
        return ByteBuffer.allocate(2 * Double.BYTES)
                .putDouble(running)
                .putDouble(rate)
                .array();
    }

    @Override
    public void recall(byte[] memory) {
        ByteBuffer bytes = ByteBuffer.wrap(memory);
        running = bytes.getDouble();
        rate = bytes.getDouble();
    }
}
