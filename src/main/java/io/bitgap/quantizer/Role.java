package io.bitgap.quantizer;

/** Which kind of tensor a quantizer works on. */
public enum Role {
    WEIGHTS,
    ACTIVATIONS
}
