package io.bitgap.quantizer;

/**
 * How many elements a tensor has.
 *
 * @param elements of all examples together
 * @param examples 1 where the tensor is no batch, as weights are
 */
public record TensorSize(long elements, long examples) {
    /** Of activations: the first axis counts examples where there is another one. */
    public static TensorSize of(long... shape) {
        long elements = 1;
        for (long side : shape) {
            elements *= side;
        }
        return new TensorSize(elements, shape.length > 1 ? shape[0] : 1);
    }

    /** Elements of one example. */
    public long features() {
        return elements / examples;
    }

    /** That of a tensor of which both are parts. */
    TensorSize plus(TensorSize other) {
        return new TensorSize(elements + other.elements, examples);
    }
}
