package io.bitgap.network.definition;

import java.util.List;

/** The sum of two images, if asked for with a ReLU after it. */
public record AddNode(String name, List<String> inputs, boolean relu) implements Node.Rectifying {
    public AddNode {
        inputs = List.copyOf(inputs);
    }

    @Override
    public <T> T match(Node.Cases<T> cases) {
        return cases.add(this);
    }

    @Override
    public AddNode reading(List<String> others) {
        return new AddNode(name, others, relu);
    }

    @Override
    public String word() {
        return "addition";
    }

    @Override
    public AddNode withRelu() {
        return new AddNode(name, inputs, true);
    }
}
