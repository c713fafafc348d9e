package io.bitgap.layer.kernel.tiled;

import io.bitgap.layer.kernel.OffHeap;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of a {@link Staircase} and its sums in one pass over memory. */
public final class StaircaseBackward {
    private final Edge upper;
    private final Edge lower;
    private final boolean testLower;
    private final Set<RegionSum> needs;
    private final float slope;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final FloatBuffer dy;
    private final FloatBuffer dx;

    private StaircaseBackward(
            Staircase map,
            boolean nonNegative,
            Set<RegionSum> needs,
            INDArray x,
            INDArray y,
            INDArray dy,
            INDArray dx) {
        GradientWindow window = map.window();
        upper = Edge.upper(window.to(), window.toIncluded());
        lower = Edge.lower(window.from(), window.fromIncluded());
        testLower = window.from() != Double.NEGATIVE_INFINITY
                && !(nonNegative && window.fromIncluded() && window.from() <= 0);
        this.needs = needs;
        slope = (float) map.slope();
        this.x = OffHeap.buffer(x);
        this.y = OffHeap.buffer(y);
        this.dy = OffHeap.buffer(dy);
        this.dx = OffHeap.buffer(dx);
    }

    /**
     * dx = slope * dy inside the window, 0 outside. All arrays are dense, of one length.
     *
     * @param nonNegative whether it is known that x has no negative value, so that a window from 0 needs no lower test
     * @param needs the sums that are wanted
     */
    public static RegionSums run(
            INDArray x,
            INDArray y,
            INDArray dy,
            Staircase map,
            boolean nonNegative,
            Set<RegionSum> needs,
            INDArray dx) {
        StaircaseBackward pass = new StaircaseBackward(map, nonNegative, needs, x, y, dy, dx);
        List<RegionSums> parts = Tiles.split(Math.toIntExact(x.length()), pass::over);
        return parts.stream()
                .reduce((a, b) -> new RegionSums(
                        a.below() + b.below(),
                        a.inside() + b.inside(),
                        a.insideX() + b.insideX(),
                        a.insideY() + b.insideY(),
                        a.above() + b.above(),
                        a.count() + b.count()))
                .orElseThrow();
    }

    private RegionSums over(int from, int to) {
        Part part = new Part();
        for (int at = from; at < to; at += Tiles.SIZE) {
            part.tile(at, Math.min(Tiles.SIZE, to - at));
        }
        return part.sums((long) to - from);
    }

    /** One thread's share. */
    private final class Part {
        private final float[] in = new float[Tiles.SIZE];
        private final float[] out = new float[Tiles.SIZE];
        private final float[] upstream = new float[Tiles.SIZE];
        private final float[] notAbove = new float[Tiles.SIZE];
        private final float[] inside = new float[Tiles.SIZE];
        private final Lanes below = new Lanes();
        private final Lanes sum = new Lanes();
        private final Lanes timesX = new Lanes();
        private final Lanes timesY = new Lanes();
        private final Lanes above = new Lanes();

        private void tile(int at, int length) {
            x.get(at, in, 0, length);
            dy.get(at, upstream, 0, length);
            if (length < Tiles.SIZE) {
                Arrays.fill(upstream, length, Tiles.SIZE, 0);
            }
            upper.mask(in, upstream, notAbove);
            if (needs.contains(RegionSum.ABOVE)) {
                above.addDifference(upstream, notAbove);
            }
            float[] passed = notAbove;
            if (testLower) {
                lower.mask(in, notAbove, inside);
                passed = inside;
                if (needs.contains(RegionSum.BELOW)) {
                    below.addDifference(notAbove, inside);
                }
            }
            sum(passed, at, length);
            if (slope != 1) {
                scale(passed, slope);
            }
            dx.put(at, passed, 0, length);
        }

        private void sum(float[] passed, int at, int length) {
            if (needs.contains(RegionSum.INSIDE)) {
                sum.add(passed);
            }
            if (needs.contains(RegionSum.INSIDE_X)) {
                timesX.addProduct(passed, in);
            }
            if (needs.contains(RegionSum.INSIDE_Y)) {
                y.get(at, out, 0, length);
                timesY.addProduct(passed, out);
            }
        }

        private RegionSums sums(long count) {
            return new RegionSums(below.total(), sum.total(), timesX.total(), timesY.total(), above.total(), count);
        }
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < Tiles.SIZE; i++) {
            values[i] *= factor;
        }
    }
}
