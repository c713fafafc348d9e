package io.bitgap.quantizer.fqn;

import io.bitgap.quantizer.AffineRange;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.tensor.StaircaseWeights;
import io.bitgap.quantizer.tensor.WeightSlice;

/**
 * Affine weights between the smallest and the largest weight of an output channel (or of the tensor), see {@link
 * AffineRange} for the map; dL/dw = dL/dy inside the nudged range, bounds included, else 0.
 *
 * <p>Source: Li et al., Fully Quantized Network for Object Detection, CVPR 2019, section 3. Worked number: 2 bits, range
 * -1.4973..1.0474: s = 0.84823, z = 2, w = -1.1469 becomes -s.
 */
record FqnWeights(QuantizerSpec spec, boolean perChannel) implements StaircaseWeights {
    @Override
    public int levels() {
        return SignedLevels.largestUnsigned(spec.bits()) + 1;
    }

    @Override
    public long channelsAMap(long channels) {
        return perChannel ? 1 : channels;
    }

    @Override
    public Staircase map(WeightSlice weights, Parameters parameters) {
        AffineRange range = new AffineRange(weights.min(), weights.max(), spec.bits());
        return range.empty() ? Staircase.ZERO : range.staircase(range.window());
    }
}
