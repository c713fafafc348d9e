package io.bitgap.quantizer;

/**
 * What a quantizer keeps, one number or one for each output channel: a parameter that is learned by gradient, or a statistic that
 * follows the data.
 *
 * @param name e.g. {@code alpha}, {@code threshold}
 * @param learned whether the updater changes it
 * @param decay whether the network's weight decay acts on it
 * @param learningRate multiplier of the network's learning rate
 * @param perChannel whether each output channel of the weights has its own
 */
public record QuantizerParameter(String name, boolean learned, boolean decay, double learningRate, boolean perChannel) {
    /** One number. */
    public QuantizerParameter(String name, boolean learned, boolean decay, double learningRate) {
        this(name, learned, decay, learningRate, false);
    }

    public static QuantizerParameter statistic(String name) {
        return new QuantizerParameter(name, false, false, 0);
    }

    /** The same, with one number for each output channel. */
    public QuantizerParameter ofEachChannel() {
        return new QuantizerParameter(name, learned, decay, learningRate, true);
    }

    public static QuantizerParameter learned(String name, boolean decay) {
        return new QuantizerParameter(name, true, decay, 1);
    }
}
