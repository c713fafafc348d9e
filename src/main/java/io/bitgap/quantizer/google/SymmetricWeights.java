package io.bitgap.quantizer.google;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.tensor.StaircaseWeights;
import io.bitgap.quantizer.tensor.WeightSlice;

/**
 * Symmetric weights under the largest magnitude.
 *
 * <p>T = max |w| (per output channel, or over the tensor), s = T/L, y = s * rint(w/s); dL/dw = dL/dy. Nothing is clipped,
 * because T is the largest magnitude. A channel of zeros, or L = 0 (one signed bit), gives zeros.
 *
 * <p>Worked number: 4 bits (L = 7), T = 1.4993: s = 0.21419 and w = 0.9425 becomes 4s = 0.85674.
 */
record SymmetricWeights(QuantizerSpec spec, boolean perChannel, int largest) implements StaircaseWeights {

    @Override
    public int levels() {
        return 2 * largest + 1;
    }

    @Override
    public long channelsAMap(long channels) {
        return perChannel ? 1 : channels;
    }

    @Override
    public boolean straightThrough() {
        return true;
    }

    @Override
    public Staircase map(WeightSlice weights, Parameters parameters) {
        return largest == 0
                ? Staircase.ZERO
                : Staircase.uniform(weights.maxAbs() / largest, -largest, largest, 0, GradientWindow.EVERYWHERE);
    }
}
