package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import java.util.Set;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The staircase forward and its gradient, a compiled pass each; sums see {@link Reductions}. */
final class OneDnnStaircase implements StaircaseKernel {
    private final stream stream = Memories.stream();
    private final Shapes<StaircasePasses> forward = new Shapes<>(StaircasePasses::new);
    private final Shapes<WindowPasses> backward = new Shapes<>(WindowPasses::new);

    @Override
    public void forward(INDArray x, Staircase map, INDArray y) {
        StaircasePasses pass = forward.of(Memories.image(x));
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
        double slope = map.slope();
        double passing = slope == 0 ? 1 : slope; // a map of no width still has sums
        WindowPasses pass = backward.of(Memories.image(x));
        pass.set(map.window(), nonNegative, passing);
        pass.point(x, dy, dx);
        boolean wantsAbove = needs.contains(RegionSum.ABOVE);
        // sums of what lies outside are made where the gradient will be
        double below = needs.contains(RegionSum.BELOW) ? pass.sumBelow(stream, dx) : 0;
        double above = wantsAbove && pass.twoSided() ? pass.sumAbove(stream, dx) : 0;
        pass.inside(stream);
        boolean byDifference = wantsAbove && !pass.twoSided();
        double inside = byDifference || needs.contains(RegionSum.INSIDE) ? Reductions.sum(dx) / passing : 0;
        if (byDifference) {
            above = Reductions.sum(dy) - inside;
        }
        double insideX = needs.contains(RegionSum.INSIDE_X) ? Reductions.dot(dx, x) / passing : 0;
        double insideY = needs.contains(RegionSum.INSIDE_Y) ? Reductions.dot(dx, y) / passing : 0;
        if (slope == 0) {
            dx.assign(0);
        }
        return new RegionSums(
                below, needs.contains(RegionSum.INSIDE) ? inside : 0, insideX, insideY, above, x.length());
    }

    @Override
    public double maxAbs(INDArray x) {
        return Reductions.maxAbs(x);
    }

    @Override
    public double meanAbs(INDArray x) {
        return Reductions.sumAbs(x) / x.length();
    }
}
