package io.bitgap.quantizer;

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
        array.dup('c').data().asNioFloat().get(narrow);
        double[] values = new double[narrow.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = narrow[i];
        }
        return values;
    }

    /** What a calibration may ask about them. */
    public static ActivationStatistics statistics(INDArray weights) {
        return new ArrayStatistics(of(weights));
    }

    /** A new array of that shape and type. */
    public static INDArray like(INDArray array, double[] values) {
        if (array.dataType() == DataType.DOUBLE) {
            return Nd4j.createFromArray(values).reshape(array.shape());
        }
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return Nd4j.createFromArray(narrow).reshape(array.shape());
    }
}
