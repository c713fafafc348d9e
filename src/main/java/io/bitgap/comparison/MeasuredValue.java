package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.problem.InvalidParameter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Selects which epoch's top-1 of a run a table shows.
 *
 * @param word last, best or epoch-N
 * @param epoch the epoch that is wanted, from 1; 0 for last and best
 * @param measure what the numbers are, in words
 */
public record MeasuredValue(String word, int epoch, String measure) {
    /** After the last epoch, which nobody has chosen. */
    public static final MeasuredValue LAST =
            new MeasuredValue("last", 0, "top-1 on the test split after the last epoch, mean over seeds");

    /** Of the best epoch, as many papers report it; where no validation images choose it, the test split does, which flatters. */
    public static final MeasuredValue BEST = new MeasuredValue(
            "best",
            0,
            "top-1 on the test split of each run's best epoch, by its validation images if it has some, else by the test split itself; mean over seeds");

    private static final Pattern EPOCH = Pattern.compile("epoch-([1-9]\\d{0,5})");

    @Override
    @JsonValue
    public String word() {
        return word;
    }

    boolean best() {
        return equals(BEST);
    }

    /** Quantized runs after one of their epochs; they are compared with the finished fp32 run of their seed. */
    static MeasuredValue after(int epoch) {
        return new MeasuredValue(
                "epoch-" + epoch,
                epoch,
                "top-1 on the test split after epoch " + epoch + " (fp32: after its last), mean over seeds");
    }

    /**
     * The value of that name.
     *
     * @throws InvalidParameter for another word than last, best and epoch-N
     */
    public static MeasuredValue of(String word) {
        Matcher epoch = EPOCH.matcher(word);
        if (epoch.matches()) {
            return after(Integer.parseInt(epoch.group(1)));
        }
        return switch (word) {
            case "last", "" -> LAST;
            case "best" -> BEST;
            default ->
                throw new InvalidParameter(
                        "value", "value must be last, best or epoch-N, e.g. epoch-3, not '" + word + "'.");
        };
    }
}
