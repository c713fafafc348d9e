package io.bitgap.network.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classifier: dense layer and softmax; it has as many outputs as there are classes. */
public record OutputNode(
        String name, String input, @Nullable Flatten flatten) implements Node.Single {
    /** The same on images of a size. */
    public OutputNode on(@Nullable Flatten images) {
        return new OutputNode(name, input, images);
    }

    @Override
    public <T> T match(Node.Cases<T> cases) {
        return cases.output(this);
    }

    @Override
    public long parameters(Shape input, Shape output) {
        return (input.size() + 1) * output.channels();
    }

    @Override
    public OutputNode reading(List<String> others) {
        return new OutputNode(name, others.get(0), flatten);
    }

    @Override
    public String word() {
        return "output";
    }
}
