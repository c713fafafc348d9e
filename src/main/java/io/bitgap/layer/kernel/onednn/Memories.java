package io.bitgap.layer.kernel.onednn;

import io.bitgap.quantizer.tensor.OffHeap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN memory objects over the memory of ND4J arrays: nothing is copied. */
final class Memories {
    private static final engine ENGINE = new engine(engine.kind.cpu, 0);

    private Memories() {}

    static engine engine() {
        return ENGINE;
    }

    static stream stream() {
        return new stream(ENGINE);
    }

    /** Descriptor of [batch, height, width, channels]; oneDNN names the axes in the order n, c, h, w. */
    static memory.desc nhwc(long[] shape) {
        return describe(memory.format_tag.nhwc, shape[0], shape[3], shape[1], shape[2]);
    }

    /** Any dense tensor as [batch, 1, 1, rest], for what knows no neighbours. */
    static long[] image(INDArray x) {
        long batch = x.size(0);
        return new long[] {batch, 1, 1, x.length() / batch};
    }

    static memory.desc vector(long length) {
        return describe(memory.format_tag.a, length);
    }

    static memory.desc describe(memory.format_tag tag, long... dims) {
        return new memory.desc(new LongPointer(dims), memory.data_type.f32, tag);
    }

    /** A memory object that {@link #point} gives its place before each use. */
    static memory unplaced(memory.desc descriptor) {
        return new memory(descriptor, ENGINE, new OffHeap.Address(0));
    }

    static memory allocated(memory.desc descriptor) {
        return new memory(descriptor, ENGINE);
    }

    /** Places a memory object over an array. */
    static void point(memory memory, INDArray array) {
        memory.set_data_handle(new OffHeap.Address(OffHeap.address(array)));
    }
}
