package io.bitgap.training;

import io.bitgap.layer.ScalableUpdater;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Stochastic gradient descent with momentum m, as PyTorch defines it: v := m*v + g; the weights lose rate*v, or with
 * Nesterov's form rate*(g + m*v). Weight decay is already in g.
 *
 * <p>Worked number: m = 0.9, rate 0.1, g = 1 twice: v = 1 then 1.9, the weights lose 0.1 then 0.19.
 */
public final class MomentumSgd implements ScalableUpdater {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private LearningRateSchedule schedule = new LearningRateSchedule();

    @JsonProperty
    private double momentum;

    @JsonProperty
    private boolean nesterov;

    @JsonProperty
    private double quantizerRate = 1;

    /** For deserialization. */
    public MomentumSgd() {}

    /** @param quantizerRate multiplier of the rate for parameters that quantizers learn */
    public MomentumSgd(LearningRateSchedule schedule, double momentum, boolean nesterov, double quantizerRate) {
        this.schedule = schedule;
        this.momentum = momentum;
        this.nesterov = nesterov;
        this.quantizerRate = quantizerRate;
    }

    @Override
    public IUpdater scaled(double factor) {
        return new MomentumSgd(schedule.times(factor), momentum, nesterov, quantizerRate);
    }

    @Override
    public double quantizerRate() {
        return quantizerRate;
    }

    /** Whether it changes anything at all: the scale of a batch norm that stays 1 has a rate of 0. */
    boolean moves() {
        return schedule.base() > 0;
    }

    double momentum() {
        return momentum;
    }

    boolean nesterov() {
        return nesterov;
    }

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray view, boolean initialize) {
        MomentumSgdUpdater updater = new MomentumSgdUpdater(this);
        updater.setStateViewArray(view, new long[] {view.length()}, 'c', initialize);
        return updater;
    }

    @Override
    public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
        MomentumSgdUpdater updater = new MomentumSgdUpdater(this);
        updater.setState(state, initialize);
        return updater;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return schedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, ISchedule other) {
        throw new UnsupportedOperationException("the recipe sets the learning rate");
    }

    @Override
    public IUpdater clone() {
        return new MomentumSgd(schedule, momentum, nesterov, quantizerRate);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MomentumSgd s
                && s.schedule.equals(schedule)
                && s.momentum == momentum
                && s.nesterov == nesterov
                && s.quantizerRate == quantizerRate;
    }

    @Override
    public int hashCode() {
        return Objects.hash(schedule, momentum, nesterov, quantizerRate);
    }
}
