package io.bitgap.network.definition;

import java.util.List;

/** The largest value or the mean of each channel. */
public record GlobalPoolNode(String name, String input, boolean max) implements Node.Single {
    @Override
    public <T> T match(Node.Cases<T> cases) {
        return cases.globalPool(this);
    }

    @Override
    public GlobalPoolNode reading(List<String> others) {
        return new GlobalPoolNode(name, others.get(0), max);
    }

    @Override
    public String word() {
        return max ? "global max pooling" : "global average pooling";
    }
}
