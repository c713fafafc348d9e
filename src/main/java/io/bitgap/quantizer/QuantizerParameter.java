package io.bitgap.quantizer;

/**
 * One scalar that a quantizer keeps: a parameter that is learned by gradient, or a statistic that follows the data.
 *
 * @param name e.g. {@code alpha}, {@code threshold}
 * @param learned whether the updater changes it
 * @param decay whether the network's weight decay acts on it
 * @param learningRate multiplier of the network's learning rate
 */
public record QuantizerParameter(String name, boolean learned, boolean decay, double learningRate) {
    public static QuantizerParameter statistic(String name) {
        return new QuantizerParameter(name, false, false, 0);
    }

    public static QuantizerParameter learned(String name, boolean decay) {
        return new QuantizerParameter(name, true, decay, 1);
    }
}
