package io.bitgap.quantizer.tensor;

import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.ArrayStatistics;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The values of a weight tensor in row-major order and double precision. A layer's weights are few: one plain loop costs
 * less than a chain of operations that each wake every thread.
 */
public final class WeightValues {
    private WeightValues() {}

    /** A copy of the values. */
    public static double[] of(INDArray array) {
        if (array.dataType() != DataType.FLOAT) {
            return array.dup('c').data().asDouble();
        }
        // in bulk: asDouble reads element by element
        float[] narrow = new float[Math.toIntExact(array.length())];
        if (direct(array)) {
            OffHeap.buffer(array).get(narrow);
        } else {
            array.dup('c').data().asNioFloat().get(narrow);
        }
        double[] values = new double[narrow.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = narrow[i];
        }
        return values;
    }

    /** Overwrites the values of an array. */
    public static void put(double[] values, INDArray array) {
        array.assign(like(array, values));
    }

    /** Overwrites the values of an array with those of another of the same shape. */
    public static void copy(INDArray from, INDArray to) {
        if (direct(from) && direct(to)) {
            OffHeap.buffer(to).put(OffHeap.buffer(from));
        } else {
            to.assign(from);
        }
    }

    /** Each operation of ND4J wakes every thread, which takes longer than to copy a layer's weights. */
    static boolean direct(INDArray array) {
        return array.length() > 0 && OffHeap.dense(array) && OffHeap.reachable();
    }

    /** What a calibration may ask about them. */
    public static ActivationStatistics statistics(INDArray weights) {
        return new ArrayStatistics(of(weights));
    }

    /** A new array of that shape and type, whose elements are still to be written. */
    public static INDArray room(INDArray array) {
        return Nd4j.createUninitialized(array.dataType(), array.shape(), 'c');
    }

    private static INDArray like(INDArray array, double[] values) {
        return Nd4j.createFromArray(values).castTo(array.dataType()).reshape(array.shape());
    }
}
