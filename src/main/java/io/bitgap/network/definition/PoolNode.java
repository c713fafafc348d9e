package io.bitgap.network.definition;

import java.util.List;

/** @param max the largest value of a window rather than the mean */
public record PoolNode(String name, String input, boolean max, Window window) implements Node.Single {
    @Override
    public <T> T match(Node.Cases<T> cases) {
        return cases.pool(this);
    }

    @Override
    public PoolNode reading(List<String> others) {
        return new PoolNode(name, others.get(0), max, window);
    }

    @Override
    public String word() {
        return max ? "max pooling" : "average pooling";
    }
}
