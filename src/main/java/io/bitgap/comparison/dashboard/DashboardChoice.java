package io.bitgap.comparison.dashboard;

import io.bitgap.problem.InvalidParameter;
import io.bitgap.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The selection that a dashboard shows; components that are null get a default.
 *
 * @param network with its data set: what gaps and costs are shown of
 * @param setting of the heat map, {@code 4} or {@code w3a4}
 */
public record DashboardChoice(
        @Nullable String network,
        @Nullable String dataset,
        @Nullable String setting,
        GapTo gapTo) {
    /** @param gapTo its word: fp32 where it is left out */
    public DashboardChoice(
            @Nullable String network, @Nullable String dataset, @Nullable String setting, @Nullable String gapTo) {
        this(network, dataset, setting, GapTo.of(gapTo));
    }

    /** @throws Problem (400) for one of network and data set alone, or a setting that is none */
    public DashboardChoice {
        network = given(network);
        dataset = given(dataset);
        setting = given(setting);
        if ((network == null) != (dataset == null)) {
            String missing = network == null ? "network" : "dataset";
            throw Problem.at(
                    Problem.Kind.MALFORMED,
                    "/" + missing,
                    "missing-parameter",
                    "Name a network and a data set together, or neither.");
        }
        if (setting != null) {
            Bits.of(setting);
        }
    }

    /** A form's empty field is none. */
    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Bits of the weights and of the activations. */
    record Bits(int weights, int activations) {
        private static final Pattern ONE = Pattern.compile("[1-8]");
        private static final Pattern TWO = Pattern.compile("w([1-8]|32)a([1-8]|32)");

        static Bits of(String setting) {
            if (ONE.matcher(setting).matches()) {
                return new Bits(Integer.parseInt(setting), Integer.parseInt(setting));
            }
            Matcher two = TWO.matcher(setting);
            if (two.matches()) {
                return new Bits(Integer.parseInt(two.group(1)), Integer.parseInt(two.group(2)));
            }
            throw new InvalidParameter("setting", "setting must be bits like 4 or w3a4, not '" + setting + "'.");
        }
    }
}
