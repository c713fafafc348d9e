package io.bitgap.quantizer.google;

import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.Calibration;
import io.bitgap.quantizer.calibration.Calibration.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How a range follows the batches of training, with d the share of the old one that stays.
 *
 * <p>{@code max}: T := d*T + (1-d)*max |x|. {@code mean}: m' = d*m + (1-d)*mean |x|, T := T*m'/m. A quantile and the threshold of
 * least squared error grow in proportion to the values, as the mean magnitude does, so their ratio to it, which calibration
 * found, is kept: to find them anew in every batch would take longer than to quantize it.
 *
 * <p>Worked number, {@code mean}: T = 2, m = 0.5, d = 0.99, mean |x| = 1: m' = 0.505, T = 2.02.
 */
record Tracking(Statistic statistic, double decay) {
    static final Option DECAY =
            Option.number("emaDecay", 0.99, 0, 0.999999, "Share of the old range that each training batch keeps.");

    private static final String AUTO = "auto";

    static final Option STATISTIC = Option.choice(
            "track",
            Stream.concat(Stream.of(AUTO), Stream.of(Statistic.values()).map(Statistic::word))
                    .toList(),
            "What the range follows in training: max = the largest magnitude; mean = the mean magnitude, in the ratio to it that "
                    + "calibration found; none = nothing; auto = max where the calibration is max, else mean.");

    private static final String MEAN = "mean";

    /** What is followed. */
    enum Statistic {
        MAX,
        MEAN,
        NONE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Tracking of(OptionValues options, Calibration calibration) {
        String given = options.choice(STATISTIC.name());
        Statistic ofRule = calibration.rule() == Rule.MAX ? Statistic.MAX : Statistic.MEAN;
        return new Tracking(
                given.equals(AUTO) ? ofRule : Statistic.valueOf(given.toUpperCase(Locale.ROOT)),
                options.number(DECAY.name()));
    }

    /** Bounds of the range, and what has to be kept beside them. */
    List<QuantizerParameter> parameters(String... bounds) {
        return Stream.concat(Stream.of(bounds), statistic == Statistic.MEAN ? Stream.of(MEAN) : Stream.empty())
                .map(QuantizerParameter::statistic)
                .toList();
    }

    void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        if (statistic == Statistic.MEAN) {
            parameters.average(MEAN, statistics.meanAbs(), batch);
        }
    }

    /** @param bounds the bounds of the range, each with the extreme that it follows */
    void follow(
            ActivationStatistics statistics,
            Parameters parameters,
            Map<String, ToDoubleFunction<ActivationStatistics>> bounds) {
        switch (statistic) {
            case MAX ->
                bounds.forEach((bound, extreme) ->
                        parameters.set(bound, moved(parameters.get(bound), extreme.applyAsDouble(statistics))));
            case MEAN -> {
                double mean = parameters.get(MEAN);
                double now = moved(mean, statistics.meanAbs());
                if (mean > 0) {
                    bounds.keySet().forEach(bound -> parameters.set(bound, parameters.get(bound) * now / mean));
                    parameters.set(MEAN, now);
                }
            }
            case NONE -> {}
        }
    }

    private double moved(double old, double target) {
        return decay * old + (1 - decay) * target;
    }
}
