package io.bitgap.layer.kernel.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/** A one-element tensor that broadcasts over [n, c, h, w]. */
final class Scalar {
    private final memory memory =
            Memories.allocated(Memories.describe(org.bytedeco.dnnl.memory.format_tag.nchw, 1, 1, 1, 1));
    private final FloatPointer value = new FloatPointer(memory.get_data_handle());

    memory memory() {
        return memory;
    }

    void set(double number) {
        value.put((float) number);
    }
}
