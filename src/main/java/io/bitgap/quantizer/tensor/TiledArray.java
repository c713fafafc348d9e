package io.bitgap.quantizer.tensor;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The elements of an array in row-major order, some at a time. Dense FLOATs are read and written where they lie; any other
 * array is copied as a whole.
 */
public final class TiledArray {
    private final INDArray array;
    private final @Nullable FloatBuffer floats;
    private final double[] copy;

    private TiledArray(INDArray array, @Nullable FloatBuffer floats, double[] copy) {
        this.array = array;
        this.floats = floats;
        this.copy = copy;
    }

    /** An array that is read, and perhaps written. */
    public static TiledArray of(INDArray array) {
        return WeightValues.direct(array)
                ? new TiledArray(array, OffHeap.buffer(array), new double[0])
                : new TiledArray(array, null, WeightValues.of(array));
    }

    /** An array whose elements are all written before any is read. */
    static TiledArray result(INDArray array) {
        return WeightValues.direct(array)
                ? of(array)
                : new TiledArray(array, null, new double[Math.toIntExact(array.length())]);
    }

    INDArray array() {
        return array;
    }

    int length() {
        return floats == null ? copy.length : floats.capacity();
    }

    /** Copies as many elements as the tile has into one of its arrays. */
    void read(int from, Tile tile, double[] values) {
        if (floats == null) {
            System.arraycopy(copy, from, values, 0, tile.length());
            return;
        }
        float[] narrow = tile.narrow();
        int length = tile.length();
        floats.get(from, narrow, 0, length);
        for (int i = 0; i < length; i++) {
            values[i] = narrow[i];
        }
    }

    /** Copies as many elements as the tile has from one of its arrays. */
    void write(int from, Tile tile, double[] values) {
        if (floats == null) {
            System.arraycopy(values, 0, copy, from, tile.length());
            return;
        }
        float[] narrow = tile.narrow();
        int length = tile.length();
        for (int i = 0; i < length; i++) {
            narrow[i] = (float) values[i];
        }
        floats.put(from, narrow, 0, length);
    }

    public double get(int at) {
        return floats == null ? copy[at] : floats.get(at);
    }

    public void set(int at, double value) {
        if (floats == null) {
            copy[at] = value;
        } else {
            floats.put(at, (float) value);
        }
    }

    /** To be called after the last element was written. */
    public void finish() {
        if (floats == null) {
            WeightValues.put(copy, array);
        }
    }
}
