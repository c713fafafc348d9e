package io.bitgap.training;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

/** The state of {@link MomentumSgd} for one block of parameters. */
final class MomentumSgdUpdater implements GradientUpdater<MomentumSgd> {
    private static final String VELOCITY = "v";

    private final MomentumSgd config;
    private INDArray velocity = Nd4j.empty();

    MomentumSgdUpdater(MomentumSgd config) {
        this.config = config;
    }

    @Override
    public MomentumSgd getConfig() {
        return config;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
        INDArray given = state.get(VELOCITY);
        if (given == null || state.size() != 1) {
            throw new IllegalStateException("needs the state v alone, not " + state.keySet());
        }
        velocity = given;
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(VELOCITY, velocity);
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
        if (initialize) {
            view.assign(0);
        }
        velocity = view.reshape(view.length());
    }

    /** Turns the gradient into what the weights lose. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        double rate = config.getLearningRate(iteration, epoch);
        INDArray g = gradient.reshape(gradient.length());
        velocity.muli(config.momentum()).addi(g);
        if (config.nesterov()) {
            g.addi(velocity.mul(config.momentum())).muli(rate);
        } else {
            g.assign(velocity).muli(rate);
        }
    }
}
