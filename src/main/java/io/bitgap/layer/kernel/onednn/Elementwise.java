package io.bitgap.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;

/**
 * One pass over a tensor: a binary operation followed by a chain of others, compiled into a single loop by oneDNN. Scalars
 * are one-element tensors, so that nothing is recompiled when they change.
 */
final class Elementwise {
    private final memory.desc descriptor;
    private final post_ops chain = new post_ops();
    private final IntMemoryMap arguments = new IntMemoryMap();
    private int links;
    private binary primitive = new binary();

    /** @param dense the descriptor of every whole tensor in the pass */
    Elementwise(memory.desc dense) {
        descriptor = dense;
    }

    /** Appends value = operation(value, operand). */
    Elementwise then(algorithm operation, memory operand) {
        chain.append_binary(operation, operand.get_desc());
        arguments.put(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (links + 1) | DNNL_ARG_SRC_1, operand);
        links++;
        return this;
    }

    /** Appends value = operation(value). */
    Elementwise then(algorithm operation) {
        chain.append_eltwise(operation, 0f, 0f);
        links++;
        return this;
    }

    /** Makes the pass destination = chain(operation(a, b)). */
    Elementwise compile(algorithm operation, memory a, memory b, memory destination) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(chain);
        primitive = new binary(new binary.primitive_desc(
                Memories.engine(), operation, descriptor, b.get_desc(), descriptor, attributes, false));
        arguments.put(DNNL_ARG_SRC_0, a);
        arguments.put(DNNL_ARG_SRC_1, b);
        arguments.put(DNNL_ARG_DST, destination);
        return this;
    }

    void execute(stream stream) {
        primitive.execute(stream, arguments);
        stream._wait();
    }
}
