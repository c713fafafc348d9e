package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.TensorSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The staircase in one compiled pass, its gradient and sums in another. */
final class OneDnnStaircase implements StaircaseKernel {
    private final stream stream = Memories.stream();
    private final Shapes<StaircasePasses> forward = new Shapes<>(StaircasePasses::new);
    /** One for each core, because a primitive's arguments are placed before it runs. */
    private final List<Shapes<WindowPasses>> backward = new ArrayList<>();

    @Override
    public void forward(INDArray x, Staircase map, INDArray y) {
        StaircasePasses pass = forward.of(Memories.image(x));
        pass.set(map);
        Memories.point(pass.x, x);
        Memories.point(pass.y, y);
        if (map.outputOffset() != 0) {
            pass.forwardOffset.execute(stream);
        } else {
            (map.shift() == 0 ? pass.forward : pass.forwardShifted).execute(stream);
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
        while (backward.size() < Reductions.cores(x.length())) {
            backward.add(new Shapes<>(length -> new WindowPasses(length[0])));
        }
        WindowGradient gradient = new WindowGradient(map, nonNegative, needs, x, y, dy, dx);
        double[] totals =
                Reductions.totals(x.length(), (core, from, length) -> gradient.over(backward.get(core), from, length));
        if (map.slope() == 0) {
            dx.assign(0);
        }
        return gradient.sums(totals, TensorSize.of(x.shape()));
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
