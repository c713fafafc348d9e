package io.bitgap.network.definition;

import java.util.List;

/**
 * Batch normalization.
 *
 * @param scaled whether its scale is learned rather than 1
 * @param decay of its running mean and variance
 */
public record NormNode(String name, String input, boolean relu, boolean scaled, double decay, double epsilon)
        implements Node.Single, Node.Rectifying {
    @Override
    public <T> T match(Node.Cases<T> cases) {
        return cases.norm(this);
    }

    @Override
    public long parameters(Shape input, Shape output) {
        return scaled ? 2 * input.channels() : input.channels();
    }

    @Override
    public NormNode reading(List<String> others) {
        return new NormNode(name, others.get(0), relu, scaled, decay, epsilon);
    }

    @Override
    public String word() {
        return "batch norm";
    }

    @Override
    public NormNode withRelu() {
        return new NormNode(name, input, true, scaled, decay, epsilon);
    }
}
