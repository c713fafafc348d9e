package io.bitgap.network.definition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A layer or a sum. Its name is its own; an input is the name of another node or of the network's input. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConvolutionNode.class, name = "convolution"),
    @JsonSubTypes.Type(value = NormNode.class, name = "batch norm"),
    @JsonSubTypes.Type(value = ReluNode.class, name = "relu"),
    @JsonSubTypes.Type(value = PoolNode.class, name = "pooling"),
    @JsonSubTypes.Type(value = GlobalPoolNode.class, name = "global pooling"),
    @JsonSubTypes.Type(value = DenseNode.class, name = "dense"),
    @JsonSubTypes.Type(value = AddNode.class, name = "addition"),
    @JsonSubTypes.Type(value = OutputNode.class, name = "output")
})
public sealed interface Node {
    String name();

    List<String> inputs();

    /** As people call it, e.g. {@code convolution}. */
    String word();

    /** Trainable parameters. */
    default long parameters(Shape input, Shape output) {
        return 0;
    }

    <T> T match(Cases<T> cases);

    /** The same with other inputs, as many as it has. */
    Node reading(List<String> inputs);

    /** Whether it has weights, so that weights and input can be quantized. */
    default boolean quantizable() {
        return this instanceof ConvolutionNode || this instanceof DenseNode || this instanceof OutputNode;
    }

    /** What to do with each kind of node. */
    interface Cases<T> {
        T convolution(ConvolutionNode convolution);

        T norm(NormNode norm);

        T relu(ReluNode relu);

        T pool(PoolNode pool);

        T globalPool(GlobalPoolNode globalPool);

        T dense(DenseNode dense);

        T add(AddNode add);

        T output(OutputNode output);
    }

    /** A node with one input. */
    sealed interface Single extends Node
            permits ConvolutionNode, NormNode, ReluNode, PoolNode, GlobalPoolNode, DenseNode, OutputNode {
        String input();

        @Override
        default List<String> inputs() {
            return List.of(input());
        }
    }

    /** A node that can apply max(y, 0) in the same pass. */
    sealed interface Rectifying extends Node permits ConvolutionNode, NormNode, DenseNode, AddNode {
        boolean relu();

        Node withRelu();
    }
}
