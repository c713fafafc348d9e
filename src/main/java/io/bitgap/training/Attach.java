package io.bitgap.training;

import java.util.List;

/**
 * Where quantizers are attached.
 *
 * @param firstLayer the first convolution
 * @param lastLayer the last dense layer
 * @param ignore names of layers that stay fp32
 */
public record Attach(EdgeLayer firstLayer, EdgeLayer lastLayer, List<String> ignore) {
    public Attach {
        ignore = List.copyOf(ignore);
    }
}
