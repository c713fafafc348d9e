package io.bitgap.layer.kernel.portable;

import io.bitgap.layer.kernel.AddKernel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

record PortableAdd(boolean relu) implements AddKernel {
    @Override
    public void forward(INDArray a, INDArray b, INDArray y) {
        a.add(b, y);
        if (relu) {
            Transforms.relu(y, false);
        }
    }

    @Override
    public void backward(INDArray y, INDArray dy, INDArray dx) {
        if (relu) {
            new PortableReluGradient().of(y, dy, dx);
        } else {
            dx.assign(dy);
        }
    }
}
