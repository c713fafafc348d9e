package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.OffHeap;
import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.layer.kernel.tiled.StaircaseBackward;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import java.util.Set;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The staircase forward in one compiled pass; backward see {@link StaircaseBackward}. */
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
        return StaircaseBackward.run(x, y, dy, map, nonNegative, needs, dx);
    }

    @Override
    public double maxAbs(INDArray x) {
        try (FloatPointer values = OffHeap.pointer(x)) {
            long largest = openblas.cblas_isamax((int) x.length(), values, 1);
            return Math.abs(values.get(largest));
        }
    }
}
