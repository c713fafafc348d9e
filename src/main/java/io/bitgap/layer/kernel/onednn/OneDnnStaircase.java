package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import java.util.Set;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The staircase in one compiled pass forward and one or two backward; sums are dot products with a mask. */
final class OneDnnStaircase implements StaircaseKernel {
    private final stream stream = Memories.stream();
    private final Shapes<StaircasePasses> passes = new Shapes<>(StaircasePasses::new);

    @Override
    public void forward(INDArray x, Staircase map, INDArray y) {
        StaircasePasses pass = passes.of(Memories.image(x));
        pass.set(map);
        Memories.point(pass.x, x);
        Memories.point(pass.y, y);
        (map.shift() == 0 ? pass.forward : pass.forwardShifted).execute(stream);
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
        StaircasePasses pass = passes.of(Memories.image(x));
        pass.set(map);
        Memories.point(pass.x, x);
        Memories.point(pass.dy, dy);
        Memories.point(pass.dx, dx);
        // dx first holds the masks of the sums, then the gradient
        double below = needs.contains(RegionSum.BELOW) ? pass.maskedSum(stream, pass.below(window), dx, dy) : 0;
        double above = needs.contains(RegionSum.ABOVE) ? pass.maskedSum(stream, pass.above(window), dx, dy) : 0;
        pass.upper(window).execute(stream);
        boolean everythingAbove = window.from() == Double.NEGATIVE_INFINITY
                || (nonNegative && window.fromIncluded() && window.from() <= 0);
        if (!everythingAbove) {
            pass.lower(window).execute(stream);
        }
        double slope = map.slope() == 0 ? 1 : map.slope();
        return new RegionSums(
                below,
                needs.contains(RegionSum.INSIDE) ? dot(dx, pass.ones()) / slope : 0,
                needs.contains(RegionSum.INSIDE_X) ? dot(dx, x) / slope : 0,
                needs.contains(RegionSum.INSIDE_Y) ? dot(dx, y) / slope : 0,
                above,
                x.length());
    }

    @Override
    public double maxAbs(INDArray x) {
        try (FloatPointer values = pointer(x)) {
            long largest = openblas.cblas_isamax((int) x.length(), values, 1);
            return Math.abs(values.get(largest));
        }
    }

    static double dot(INDArray a, INDArray b) {
        try (FloatPointer left = pointer(a);
                FloatPointer right = pointer(b)) {
            return openblas.cblas_sdot((int) a.length(), left, 1, right, 1);
        }
    }

    private static FloatPointer pointer(INDArray x) {
        return new FloatPointer(new Memories.Address(Memories.address(x)));
    }
}
