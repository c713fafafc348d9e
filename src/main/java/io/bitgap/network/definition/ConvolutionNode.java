package io.bitgap.network.definition;

import java.util.List;

/** A convolution, if asked for with a bias and a ReLU after it. */
public record ConvolutionNode(String name, String input, int out, Window window, boolean bias, boolean relu)
        implements Node.Single, Node.Rectifying {
    @Override
    public <T> T match(Node.Cases<T> cases) {
        return cases.convolution(this);
    }

    @Override
    public long parameters(Shape input, Shape output) {
        long weights = input.channels() * window.kernelH() * window.kernelW() * out;
        return bias ? weights + out : weights;
    }

    @Override
    public ConvolutionNode reading(List<String> others) {
        return new ConvolutionNode(name, others.get(0), out, window, bias, relu);
    }

    @Override
    public String word() {
        return "convolution";
    }

    @Override
    public ConvolutionNode withRelu() {
        return new ConvolutionNode(name, input, out, window, bias, true);
    }
}
