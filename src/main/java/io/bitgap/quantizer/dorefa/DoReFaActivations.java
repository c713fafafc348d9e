package io.bitgap.quantizer.dorefa;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.Staircase;

/**
 * Activations clipped to [0,1] on 2^b-1 even steps: y = rint(clamp(x,0,1)*(2^b-1))/(2^b-1); dL/dx = dL/dy where 0 &lt;= x
 * &lt;= 1. Nothing is learned; the batch norm in front learns to fit the range.
 *
 * <p>Source: arXiv 1606.06160, equation 11. Worked number: 2 bits, x = 0.499 becomes 1/3.
 */
record DoReFaActivations(QuantizerSpec spec) implements ActivationQuantizer {
    @Override
    public int levels() {
        return SignedLevels.largestUnsigned(spec.bits()) + 1;
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        int largest = SignedLevels.largestUnsigned(spec.bits());
        return Staircase.uniform(1.0 / largest, 0, largest, 0, GradientWindow.closed(0, 1));
    }
}
