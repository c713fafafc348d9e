package io.bitgap.layer;

import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.evaluation.Telemetry;
import java.util.Optional;

/** What a training loop may ask of the quantizer in a running layer. */
public interface QuantizerRuntime {
    /** The quantizer, where the layer has one. */
    Optional<Quantizer> attached();

    /** How it works from now on; a new one quantizes. */
    void phase(QuantizationPhase phase);

    /**
     * Forgets that activations are calibrated, so that the next {@link QuantizationPhase#CALIBRATE} finds their values anew;
     * weights find theirs once.
     */
    default void forgetCalibration() {}

    /**
     * From now on latent weights are pulled towards their levels ({@link io.bitgap.quantizer.tensor.Dampening}); activations are not.
     *
     * @param lambda weight of the squared distance in the loss summed over the batch; 0 ends it
     */
    default void dampen(double lambda) {}

    /** Keeps a sample of the next batch for {@link #telemetry}. */
    default void sampleNext() {}

    /** How well it fits: weights as they are, activations by the sample that was kept. Empty where there is none. */
    Optional<Telemetry> telemetry();
}
