package io.bitgap.comparison.significance;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can be said of a run, or of one method at one setting, against its reference. */
public enum Verdict {
    WORSE("worse"),
    BETTER("better"),
    NOT_DISTINGUISHABLE("not distinguishable"),
    /** Too little was measured to say anything. */
    UNKNOWN("unknown");

    /** The share of mistakes that is put up with, over all comparisons of a table. */
    static final double LEVEL = 1 - Interval.CONFIDENCE;

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As people read it. */
    public String words() {
        return words;
    }

    @JsonValue
    public String word() {
        return words.replace(' ', '-');
    }

    /**
     * @param gap reference's top-1 minus the other's
     * @param p adjusted for the number of comparisons
     */
    static Verdict of(double gap, double p) {
        return p >= LEVEL ? NOT_DISTINGUISHABLE : gap > 0 ? WORSE : BETTER;
    }
}
