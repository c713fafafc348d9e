package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.layer.kernel.onednn.Reductions.Term;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
        // sums of what lies outside are made where the gradient will be
        double below = needs.contains(RegionSum.BELOW) ? pass.sumBelow(stream, dx) : 0;
        double above = needs.contains(RegionSum.ABOVE) && pass.twoSided() ? pass.sumAbove(stream, dx) : 0;
        pass.inside(stream);

        boolean byDifference = needs.contains(RegionSum.ABOVE) && !pass.twoSided();
        Map<RegionSum, Term> terms = new EnumMap<>(RegionSum.class);
        if (byDifference) {
            terms.put(RegionSum.ABOVE, Reductions.sum(dy));
        }
        if (byDifference || needs.contains(RegionSum.INSIDE)) {
            terms.put(RegionSum.INSIDE, Reductions.sum(dx));
        }
        if (needs.contains(RegionSum.INSIDE_X)) {
            terms.put(RegionSum.INSIDE_X, Reductions.dot(dx, x));
        }
        if (needs.contains(RegionSum.INSIDE_Y)) {
            terms.put(RegionSum.INSIDE_Y, Reductions.dot(dx, y));
        }
        Map<RegionSum, Double> sums = totals(terms, x.length());
        double inside = sums.getOrDefault(RegionSum.INSIDE, 0.0) / passing;
        double insideX = sums.getOrDefault(RegionSum.INSIDE_X, 0.0) / passing;
        double insideY = sums.getOrDefault(RegionSum.INSIDE_Y, 0.0) / passing;
        if (byDifference) {
            above = sums.getOrDefault(RegionSum.ABOVE, 0.0) - inside;
        }
        if (slope == 0) {
            dx.assign(0);
        }
        return new RegionSums(below, inside, insideX, insideY, above, x.length());
    }

    private static Map<RegionSum, Double> totals(Map<RegionSum, Term> terms, long length) {
        Map<RegionSum, Double> sums = new EnumMap<>(RegionSum.class);
        if (!terms.isEmpty()) {
            double[] totals = Reductions.totals(length, List.copyOf(terms.values()));
            int i = 0;
            for (RegionSum each : terms.keySet()) {
                sums.put(each, totals[i++]);
            }
        }
        return sums;
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
