package io.bitgap.layer;

import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Batch norm whose scale stays 1; its shift is learned. The origin's networks normalize their images so. */
public class UnscaledBatchNorm extends BatchNorm {
    private static final long serialVersionUID = 1L;
    private static final String SCALE = BatchNormalizationParamInitializer.GAMMA;

    /** For deserialization. */
    public UnscaledBatchNorm() {}

    public UnscaledBatchNorm(boolean relu) {
        super(relu);
    }

    /** The scale's is of the kind of all others, at a rate of 0: one step over all parameters serves it too. */
    @Override
    public IUpdater getUpdaterByParam(String name) {
        IUpdater usual = super.getUpdaterByParam(name);
        if (!name.equals(SCALE)) {
            return usual;
        }
        return usual instanceof ScalableUpdater scalable ? scalable.scaled(0) : new Sgd(0);
    }
}
