package io.bitgap.layer.kernel.portable;

import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Rounding;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.TensorSize;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The staircase as a chain of ND4J operations. */
record PortableStaircase() implements StaircaseKernel {
    @Override
    public void forward(INDArray x, Staircase map, INDArray y) {
        x.div(map.inputScale(), y);
        if (map.shift() != 0) {
            y.addi(map.shift());
        }
        Transforms.min(Transforms.max(y, map.low(), false), map.high(), false);
        Rounding.halfToEven(y).muli(map.outputScale());
        if (map.outputOffset() != 0) {
            y.addi(map.outputOffset());
        }
    }

    @Override
    public RegionSums backward(
            INDArray x,
            INDArray y,
            INDArray dy,
            Staircase map,
            boolean nonNegative,
            Set<RegionSum> needs,
            INDArray dx) {
        GradientWindow window = map.window();
        INDArray below = (window.fromIncluded() ? x.lt(window.from()) : x.lte(window.from())).castTo(dy.dataType());
        INDArray above = (window.toIncluded() ? x.gt(window.to()) : x.gte(window.to())).castTo(dy.dataType());
        INDArray inside = dy.mul(below.add(above).rsubi(1));
        dx.assign(inside.mul(map.slope()));
        return new RegionSums(
                needs.contains(RegionSum.BELOW) ? sum(dy, below) : 0,
                needs.contains(RegionSum.INSIDE) ? inside.sumNumber().doubleValue() : 0,
                needs.contains(RegionSum.INSIDE_X) ? sum(inside, x) : 0,
                needs.contains(RegionSum.INSIDE_Y) ? sum(inside, y) : 0,
                needs.contains(RegionSum.ABOVE) ? sum(dy, above) : 0,
                TensorSize.of(x.shape()));
    }

    @Override
    public double maxAbs(INDArray x) {
        return x.amaxNumber().doubleValue();
    }

    @Override
    public double meanAbs(INDArray x) {
        return x.ameanNumber().doubleValue();
    }

    private static double sum(INDArray a, INDArray b) {
        return a.mul(b).sumNumber().doubleValue();
    }
}
