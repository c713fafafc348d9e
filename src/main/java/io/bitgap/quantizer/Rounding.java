package io.bitgap.quantizer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rounding half to even, as ONNX Runtime and TensorRT round. ND4J's {@code round} is half away from zero and must not be
 * used.
 */
public final class Rounding {
    private Rounding() {}

    /** Rounds in place and returns its argument. */
    public static INDArray halfToEven(INDArray x) {
        return Nd4j.getExecutioner().exec(new Rint(x, x));
    }
}
