package io.bitgap.layer;

/** What a quantizer does in training; outside of training it always quantizes, once it is calibrated. */
public enum QuantizationPhase {
    /** Everything passes unchanged, in and out of training, while first values are found. */
    CALIBRATE,
    /** Of activations: training sees the tensor itself; statistics follow it. */
    FLOAT,
    /** Training sees the tensor clipped, not rounded; the gradient is that of the quantized one. */
    CLIP_ONLY,
    /** Training sees the quantized tensor. */
    QUANTIZE
}
