package io.bitgap.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/** Builds an ONNX graph. Values are named by what they are; a node has the name of the value that it gives. */
final class OnnxGraph {
    private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder();

    OnnxGraph(String name) {
        graph.setName(name);
    }

    /** Type codes of ONNX tensors. */
    enum Type {
        FLOAT(1),
        UINT8(2),
        INT8(3),
        INT16(5),
        INT64(7);

        private final int code;

        Type(int code) {
            this.code = code;
        }
    }

    /**
     * Adds a node with one output.
     *
     * @return the name of its output
     */
    String node(String operator, String output, List<String> inputs, Onnx.AttributeProto... attributes) {
        graph.addNode(Onnx.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    static Onnx.AttributeProto integer(String name, long value) {
        return attribute(name, Onnx.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static Onnx.AttributeProto number(String name, double value) {
        return attribute(name, Onnx.AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static Onnx.AttributeProto integers(String name, long... values) {
        var attribute = attribute(name, Onnx.AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static Onnx.AttributeProto.Builder attribute(String name, Onnx.AttributeProto.AttributeType type) {
        return Onnx.AttributeProto.newBuilder().setName(name).setType(type);
    }

    /** Adds a constant; no dimensions make a scalar. */
    String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return constant(name, Type.FLOAT, bytes, shape);
    }

    String scalar(String name, double value) {
        return floats(name, new float[] {(float) value});
    }

    /**
     * Adds a constant of whole numbers.
     *
     * @param type UINT8, INT8 or INT16
     */
    String integers(String name, Type type, int[] values, long... shape) {
        int width = type == Type.INT16 ? Short.BYTES : 1;
        ByteBuffer bytes = buffer(values.length * width);
        for (int value : values) {
            if (type == Type.INT16) {
                bytes.putShort((short) value);
            } else {
                bytes.put((byte) value);
            }
        }
        return constant(name, type, bytes, shape);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String constant(String name, Type type, ByteBuffer bytes, long... shape) {
        var tensor = Onnx.TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.code)
                .setRawData(ByteString.copyFrom(bytes.array()));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Declares an input of floats with any number of images. */
    void input(String name, long... shapeOfOne) {
        graph.addInput(batchOf(name, shapeOfOne));
    }

    void output(String name, long... shapeOfOne) {
        graph.addOutput(batchOf(name, shapeOfOne));
    }

    private static Onnx.ValueInfoProto batchOf(String name, long... shapeOfOne) {
        var shape = Onnx.TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("batch");
        for (long dimension : shapeOfOne) {
            shape.addDimBuilder().setDimValue(dimension);
        }
        var tensor =
                Onnx.TypeProto.Tensor.newBuilder().setElemType(Type.FLOAT.code).setShape(shape);
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    boolean hasWideIntegers() {
        return graph.getInitializerList().stream().anyMatch(constant -> constant.getDataType() == Type.INT16.code);
    }

    Onnx.GraphProto build() {
        return graph.build();
    }
}
