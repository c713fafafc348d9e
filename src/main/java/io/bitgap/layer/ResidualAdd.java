package io.bitgap.layer;

import io.bitgap.layer.runtime.ResidualAddRuntime;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The sum of two branches, with an optional ReLU after it. */
public class ResidualAdd extends GraphVertex {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private boolean relu;

    /** For deserialization. */
    public ResidualAdd() {}

    public ResidualAdd(boolean relu) {
        this.relu = relu;
    }

    public boolean relu() {
        return relu;
    }

    @Override
    public GraphVertex clone() {
        return new ResidualAdd(relu);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResidualAdd add && add.relu == relu;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(relu);
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 2;
    }

    @Override
    public int maxVertexInputs() {
        return 2;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialize, DataType type) {
        return new ResidualAddRuntime(graph, name, index, type, relu);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        if (!inputs[0].equals(inputs[1])) {
            throw new InvalidInputTypeException("cannot add " + inputs[0] + " and " + inputs[1]);
        }
        return inputs[0];
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder(null, ResidualAdd.class, inputs[0], inputs[0])
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, inputs[0].arrayElementsPerExample())
                .cacheMemory(0, 0)
                .build();
    }
}
