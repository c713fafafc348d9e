package io.bitgap.network.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param flatten the images that it takes in one piece; null where that is left open, or where its input is none */
public record DenseNode(
        String name,
        String input,
        int out,
        boolean bias,
        boolean relu,
        @Nullable Flatten flatten) implements Node.Single, Node.Rectifying {
    @Override
    public <T> T match(Node.Cases<T> cases) {
        return cases.dense(this);
    }

    @Override
    public long parameters(Shape input, Shape output) {
        return bias ? (input.size() + 1) * out : input.size() * out;
    }

    @Override
    public DenseNode reading(List<String> others) {
        return new DenseNode(name, others.get(0), out, bias, relu, flatten);
    }

    @Override
    public String word() {
        return "dense";
    }

    /** The same on images of a size. */
    public DenseNode on(@Nullable Flatten images) {
        return new DenseNode(name, input, out, bias, relu, images);
    }

    @Override
    public DenseNode withRelu() {
        return new DenseNode(name, input, out, bias, true, flatten);
    }
}
