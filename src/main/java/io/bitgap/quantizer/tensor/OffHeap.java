package io.bitgap.quantizer.tensor;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of ND4J arrays on the CPU, which lies outside of the Java heap. Nothing is copied. */
public final class OffHeap {
    private OffHeap() {}

    /** Whether arrays lie in this process's memory, not in a GPU's. */
    public static boolean reachable() {
        return Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");
    }

    /** Whether the elements are FLOAT and lie one after the other, in row-major order. */
    public static boolean dense(INDArray array) {
        return array.dataType() == DataType.FLOAT
                && (array.ordering() == 'c' || array.isVectorOrScalar())
                && array.elementWiseStride() == 1;
    }

    /**
     * The address of the first element.
     *
     * @throws IllegalArgumentException when the array is not {@link #dense}
     */
    public static long address(INDArray array) {
        if (!dense(array)) {
            throw new IllegalArgumentException(
                    "needs a dense FLOAT array in order c, not " + array.shapeInfoToString());
        }
        return array.data().addressPointer().address();
    }

    /** All elements; the array must outlive the pointer. */
    public static FloatPointer pointer(INDArray array) {
        FloatPointer first = new FloatPointer(new Address(address(array)));
        first.capacity(array.length());
        return first;
    }

    /** All elements; the array must outlive the buffer. */
    public static FloatBuffer buffer(INDArray array) {
        return pointer(array).asBuffer();
    }

    /** A pointer to a place that somebody else owns. */
    public static final class Address extends Pointer {
        public Address(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }
}
