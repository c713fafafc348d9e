package io.bitgap.quantizer.calibration;

import io.bitgap.quantizer.AffineRange;
import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the first clip threshold is found on a batch.
 *
 * <p>{@code mse}: the least squared error on the grid, see {@link ClipSearch}; {@code percentile}: the quantile of the
 * magnitudes; {@code max}: the largest magnitude; {@code mean}: the mean magnitude times a factor of the quantizer's own.
 *
 * @param percentile share of the values below the threshold, for {@code percentile}
 */
public record Calibration(Rule rule, double percentile) {
    private static final String RULE = "calibration";
    private static final String PERCENTILE = "percentile";

    /** The rules. */
    public enum Rule {
        /** As {@link #MSE} in training; a single tensor is evaluated with {@link #MEAN}, the formula of the paper. */
        AUTO("mse in training, mean when a single tensor is evaluated"),
        MSE("least squared error"),
        PERCENTILE("a quantile of the magnitudes"),
        MAX("the largest magnitude"),
        MEAN("a multiple of the mean magnitude");

        private final String meaning;

        Rule(String meaning) {
            this.meaning = meaning;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The option that chooses among some of the rules; the first is the default. */
    public static Option rules(Rule... rules) {
        List<Rule> choices = List.of(rules);
        return Option.choice(
                RULE,
                choices.stream().map(Rule::word).toList(),
                choices.stream()
                        .map(rule -> rule.word() + " = " + rule.meaning)
                        .collect(Collectors.joining(", ", "First clip threshold: ", ".")));
    }

    /** With the rule of the paper's formula, unless another was asked for. */
    public Calibration asPublished() {
        return rule == Rule.AUTO ? new Calibration(Rule.MEAN, percentile) : this;
    }

    /** Whether what is found is another threshold at other bits. */
    public boolean dependsOnBits() {
        return rule == Rule.MSE || rule == Rule.AUTO;
    }

    /** The option that says which quantile. */
    public static Option quantile(double initial) {
        return Option.number(
                PERCENTILE,
                initial,
                0.5,
                1,
                "Share of the values below the clip threshold, linearly interpolated; for calibration = percentile.");
    }

    public static Calibration of(OptionValues options) {
        return new Calibration(Rule.valueOf(options.choice(RULE).toUpperCase(Locale.ROOT)), options.number(PERCENTILE));
    }

    /**
     * The threshold T for codes low..high with s = T/high.
     *
     * @param timesMean factor of {@code mean}
     */
    public double threshold(ActivationStatistics statistics, int low, int high, double timesMean) {
        return switch (rule) {
            case AUTO, MSE -> ClipSearch.threshold(statistics.sample(), low, high);
            case PERCENTILE -> {
                double quantile = Quantiles.ofMagnitudes(statistics.sample()).at(percentile);
                yield quantile > 0 ? quantile : statistics.maxAbs();
            }
            case MAX -> statistics.maxAbs();
            case MEAN -> timesMean * statistics.meanAbs();
        };
    }

    /** The range of an affine map. */
    public AffineRange range(ActivationStatistics statistics, int bits) {
        return switch (rule) {
            case AUTO, MSE -> ClipSearch.range(statistics.sample(), bits);
            case PERCENTILE -> {
                Quantiles quantiles = Quantiles.of(statistics.sample());
                yield new AffineRange(quantiles.at(1 - percentile), quantiles.at(percentile), bits);
            }
            case MAX, MEAN -> new AffineRange(statistics.min(), statistics.max(), bits);
        };
    }
}
