package io.bitgap.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Weight decay d as a gradient, g := g + d*w, before momentum, as PyTorch's SGD has it. The loss is that of the images alone:
 * d/2*|w|^2 is not added, so nobody has to compute norms after each step.
 */
public final class WeightPenalty extends L2Regularization {
    private static final long serialVersionUID = 1L;

    WeightPenalty(double decay) {
        this(new FixedSchedule(decay));
    }

    /** For deserialization. */
    public WeightPenalty(@JsonProperty("l2") ISchedule l2) {
        super(l2);
    }

    double decay() {
        return l2.valueAt(0, 0);
    }

    @Override
    public double score(INDArray weights, int iteration, int epoch) {
        return 0;
    }

    @Override
    public Regularization clone() {
        return new WeightPenalty(l2.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightPenalty && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
