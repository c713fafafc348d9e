package io.bitgap.layer.kernel.onednn;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.TensorSize;
import io.bitgap.quantizer.tensor.OffHeap;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a {@link Staircase} and its sums, block by block, so that memory is read and written once, whatever is
 * added up.
 */
final class WindowGradient {
    private static final int BELOW = 0;
    private static final int INSIDE = 1;
    private static final int INSIDE_X = 2;
    private static final int INSIDE_Y = 3;
    private static final int ABOVE = 4;

    private final Staircase map;
    private final boolean twoSided;
    private final Set<RegionSum> needs;
    private final double slope;
    private final long x;
    private final long y;
    private final long dy;
    private final long dx;

    /**
     * @param nonNegative whether x came from a ReLU, so that a window from 0 needs no lower test: nothing is below it, and
     *     whether 0 itself passes does not matter, because the ReLU's own gradient is 0 there; it does for the sums of what is
     *     inside or below, while a product with x = 0 or its y = 0 adds nothing
     */
    WindowGradient(
            Staircase map,
            boolean nonNegative,
            Set<RegionSum> needs,
            INDArray x,
            INDArray y,
            INDArray dy,
            INDArray dx) {
        this.map = map;
        this.twoSided = map.window().from() != Double.NEGATIVE_INFINITY
                && !(nonNegative && map.window().from() <= 0 && !zerosCount(map.window(), needs));
        this.needs = needs;
        this.slope = map.slope() == 0 ? 1 : map.slope(); // a map of no width still has sums
        this.x = OffHeap.address(x);
        this.y = OffHeap.address(y);
        this.dy = OffHeap.address(dy);
        this.dx = OffHeap.address(dx);
    }

    private static boolean zerosCount(GradientWindow window, Set<RegionSum> needs) {
        return window.below(0) && (needs.contains(RegionSum.INSIDE) || needs.contains(RegionSum.BELOW));
    }

    /** The block that begins with element from. */
    double[] over(Shapes<WindowPasses> passes, int from, int length) {
        WindowPasses pass = passes.of(new long[] {length});
        pass.set(map.window(), slope);
        return block(pass, (long) Float.BYTES * from, length);
    }

    private double[] block(WindowPasses pass, long offset, int length) {
        double[] sums = new double[ABOVE + 1];
        long gradient = dx + offset;
        pass.place(x + offset, dy + offset, gradient);
        // what lies outside is added up where the gradient will be
        if (twoSided && needs.contains(RegionSum.BELOW)) {
            pass.below();
            sums[BELOW] = Reductions.sum(gradient, length);
        }
        if (twoSided && needs.contains(RegionSum.ABOVE)) {
            pass.above();
            sums[ABOVE] = Reductions.sum(gradient, length);
        }
        if (twoSided) {
            pass.inside();
        } else {
            pass.notAbove();
        }
        if (needs.contains(RegionSum.INSIDE)) {
            sums[INSIDE] = Reductions.sum(gradient, length);
        }
        if (needs.contains(RegionSum.INSIDE_X)) {
            sums[INSIDE_X] = Reductions.dot(gradient, x + offset, length);
        }
        if (needs.contains(RegionSum.INSIDE_Y)) {
            sums[INSIDE_Y] = Reductions.dot(gradient, y + offset, length);
        }
        if (!twoSided && needs.contains(RegionSum.ABOVE)) {
            sums[ABOVE] = Reductions.sum(dy + offset, length) - Reductions.sum(gradient, length) / slope;
        }
        return sums;
    }

    /** @param totals what {@link #over} added up, of all blocks */
    RegionSums sums(double[] totals, TensorSize size) {
        return new RegionSums(
                totals[BELOW],
                totals[INSIDE] / slope,
                totals[INSIDE_X] / slope,
                totals[INSIDE_Y] / slope,
                totals[ABOVE],
                size);
    }
}
