package io.bitgap.quantizer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a quantizer's own parameters are learned.
 *
 * @param rate multiplier of the network's learning rate
 * @param decay whether the network's weight decay acts on them
 * @param scale what their gradient is multiplied with
 */
public record LearnedParameterOptions(double rate, boolean decay, GradientScale scale) {
    private static final String RATE = "learningRate";
    private static final String DECAY = "decay";
    private static final String SCALE = "gradScale";
    private static final double MAX_RATE = 1000;
    private static final String RATE_SENTENCE = "Multiplier of the network's learning rate for the learned parameters.";

    /** What a parameter's gradient, a sum over the tensor, is multiplied with. */
    public enum GradientScale {
        /** 1. */
        NONE,
        /** In training as {@link #LSQ}; a single tensor is evaluated with the plain sum of the formula. */
        AUTO,
        /** 1/sqrt(N*Q) for N elements and the largest code Q; arXiv 1902.08153, section 2.2. */
        LSQ,
        /** As {@link #LSQ} with N elements of one example, so that activations do not learn slower in larger batches. */
        LSQ_FEATURES;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static GradientScale of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** The options, with these values as their defaults. */
    public List<Option> options() {
        return options(Option.number(RATE, rate, 0, MAX_RATE, RATE_SENTENCE));
    }

    /**
     * The options, where the default of the rate follows the scale: a small rate and a small scale do the same thing, so only
     * one of them is applied.
     *
     * @param plainRate default where the gradient is the plain sum
     */
    public List<Option> options(double plainRate) {
        return options(Option.number(
                RATE,
                0,
                MAX_RATE,
                "%s By default %s, and %s where gradScale is none.".formatted(RATE_SENTENCE, rate, plainRate)));
    }

    private List<Option> options(Option ofRate) {
        return List.of(
                ofRate,
                Option.flag(
                        DECAY,
                        java.util.Optional.of(decay),
                        "Whether the network's weight decay acts on the learned parameters."),
                Option.choice(
                        SCALE,
                        Stream.concat(
                                        Stream.of(scale),
                                        Stream.of(GradientScale.values()).filter(other -> other != scale))
                                .map(GradientScale::word)
                                .toList(),
                        "Scale of the learned parameters' gradient: none = the plain sum; lsq = times 1/√(N·Q), N elements and "
                                + "largest code Q; lsq-features = the same with the N elements of one example of a batch of "
                                + "activations; auto = lsq in training, none when a single tensor is evaluated."));
    }

    public static LearnedParameterOptions of(OptionValues options) {
        return new LearnedParameterOptions(options.number(RATE), options.flag(DECAY), scale(options));
    }

    /** What {@link #options(double)} were given; these are the defaults. */
    public LearnedParameterOptions of(OptionValues options, double plainRate) {
        GradientScale given = scale(options);
        double initial = given == GradientScale.NONE ? plainRate : rate;
        return new LearnedParameterOptions(options.number(RATE, initial), options.flag(DECAY), given);
    }

    private static GradientScale scale(OptionValues options) {
        return GradientScale.of(options.choice(SCALE));
    }

    /** With the plain sums of the formula, unless a scale was asked for. */
    public LearnedParameterOptions asPublished() {
        return scale == GradientScale.AUTO ? new LearnedParameterOptions(rate, decay, GradientScale.NONE) : this;
    }

    public QuantizerParameter parameter(String name) {
        return new QuantizerParameter(name, true, decay, rate);
    }

    /**
     * The factor of the gradient. Worked number: 2 examples of 8 features and codes up to 3 give 1/sqrt(16*3) = 0.1443, by
     * features 1/sqrt(8*3) = 0.2041.
     *
     * @param largest largest code; 0 counts as 1
     */
    public double factor(TensorSize size, int largest) {
        return switch (scale) {
            case NONE -> 1;
            case AUTO, LSQ -> balanced(size.elements(), largest);
            case LSQ_FEATURES -> balanced(size.features(), largest);
        };
    }

    private static double balanced(long count, int largest) {
        return 1 / Math.sqrt((double) count * Math.max(largest, 1));
    }
}
