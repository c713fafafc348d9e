package io.bitgap.dataset.batch;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** An ND4J array, allocated once outside any workspace, that is filled piece by piece from Java. */
sealed interface FloatArray {
    INDArray array();

    /** Puts the values at offset, counted in floats. */
    void put(long offset, float[] values);

    /** Call when all of it is filled, before anyone reads the array. */
    default void filled() {}

    static FloatArray of(long... shape) {
        try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
            boolean onHost = Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
            return onHost ? new Host(array) : new Device(array);
        }
    }

    /** The array's own memory, copied to in bulk. */
    final class Host implements FloatArray {
        private final INDArray array;
        private final FloatPointer memory;

        private Host(INDArray array) {
            this.array = array;
            this.memory = new FloatPointer(array.data().pointer());
        }

        @Override
        public INDArray array() {
            return array;
        }

        @Override
        public void put(long offset, float[] values) {
            memory.position(offset).put(values, 0, values.length);
        }
    }

    /** Gathered in a Java array that is kept, then sent to the device in one copy. */
    final class Device implements FloatArray {
        private final INDArray array;
        private final float[] staging;

        private Device(INDArray array) {
            this.array = array;
            this.staging = new float[Math.toIntExact(array.length())];
        }

        @Override
        public INDArray array() {
            return array;
        }

        @Override
        public void put(long offset, float[] values) {
            System.arraycopy(values, 0, staging, (int) offset, values.length);
        }

        @Override
        public void filled() {
            array.data().setData(staging);
        }
    }
}
