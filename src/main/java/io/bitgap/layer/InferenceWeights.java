package io.bitgap.layer;

import io.bitgap.quantizer.evaluation.WeightCodes;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running layer that may compute with other weights than its own. */
public interface InferenceWeights {
    /**
     * The parameters with which a layer without weight quantizer computes what this one computes outside of training, by
     * their usual names and in their usual shapes: the weights as the quantizer makes them now, or the master weights
     * themselves where there is none or it is not calibrated. Of any phase but {@link QuantizationPhase#CALIBRATE} that is what
     * {@code output} computes with; that phase is left out of account.
     */
    Map<String, INDArray> inferenceParameters();

    /** The latent weights that are trained, a view; axis 0 is the output channel. */
    INDArray masterWeights();

    /** The weights of {@link #inferenceParameters} as the quantizer's integer codes; nothing where it has none. */
    Optional<WeightCodes> weightCodes();
}
