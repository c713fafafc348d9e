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

    @Override
    public IUpdater getUpdaterByParam(String name) {
        return name.equals(SCALE) ? new Sgd(0) : super.getUpdaterByParam(name);
    }
}
