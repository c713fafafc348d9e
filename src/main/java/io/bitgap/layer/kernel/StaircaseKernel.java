package io.bitgap.layer.kernel;

import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Applies a {@link Staircase} to a whole tensor; the record is the reference, element by element. */
public interface StaircaseKernel {
    void forward(INDArray x, Staircase map, INDArray y);

    /**
     * dx = slope * dy inside the window, 0 outside.
     *
     * @param nonNegative whether x came from a ReLU, so that a window from 0 needs no lower test; dx is then undefined where x
     *     is 0, where the ReLU's own gradient is 0; the sums are those of the window
     * @param needs the sums that are wanted
     */
    RegionSums backward(
            INDArray x, INDArray y, INDArray dy, Staircase map, boolean nonNegative, Set<RegionSum> needs, INDArray dx);

    /** Largest magnitude. */
    double maxAbs(INDArray x);

    /** Mean magnitude. */
    double meanAbs(INDArray x);
}
