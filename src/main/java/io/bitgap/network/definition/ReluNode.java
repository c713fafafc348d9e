package io.bitgap.network.definition;

import java.util.List;

/** A ReLU for itself: its input is read elsewhere too. */
public record ReluNode(String name, String input) implements Node.Single {
    @Override
    public <T> T match(Node.Cases<T> cases) {
        return cases.relu(this);
    }

    @Override
    public ReluNode reading(List<String> others) {
        return new ReluNode(name, others.get(0));
    }

    @Override
    public String word() {
        return "relu";
    }
}
