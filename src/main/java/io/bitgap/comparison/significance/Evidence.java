package io.bitgap.comparison.significance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of one comparison. Three seeds or more speak through the t test over their gaps. A single one speaks through
 * McNemar's test, for itself alone. McNemar's counts are not summed over seeds: all seeds are asked about the same images, so
 * the sums are not independent.
 *
 * @param seeds one at least
 */
public record Evidence(List<SeedGap> seeds) {
    private static final int SEEDS_FOR_T = 3;

    public Evidence {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("Without a seed there is no evidence");
        }
    }

    /** What a verdict is based on. */
    public enum Test {
        PAIRED_T("paired-t"),
        MCNEMAR("mcnemar"),
        NONE("none");

        private final String word;

        Test(String word) {
            this.word = word;
        }

        @JsonValue
        public String word() {
            return word;
        }
    }

    PairedGaps gaps() {
        return new PairedGaps(seeds.stream().map(SeedGap::gap).toList());
    }

    Test test() {
        if (p().isEmpty()) {
            return Test.NONE;
        }
        return seeds.size() == 1 ? Test.MCNEMAR : Test.PAIRED_T;
    }

    /** Empty where no test can be made. */
    Optional<Double> p() {
        return switch (seeds.size()) {
            case 1 -> single().map(McNemar::p);
            case 2 -> Optional.empty();
            default -> gaps().p();
        };
    }

    /** Of the gap; that of two seeds is shown, although nothing follows from one so wide. */
    Optional<Interval> interval() {
        return seeds.size() == 1 ? single().map(McNemar::interval) : gaps().interval();
    }

    /** Why no test can be made; empty where one can. */
    String obstacle() {
        if (p().isPresent()) {
            return "";
        }
        return switch (seeds.size()) {
            case 1 -> "one seed, and no predictions of the same test images are stored for both runs";
            case 2 -> "two seeds: " + SEEDS_FOR_T + " are needed";
            default -> "all seeds have the same gap, so its spread is not known";
        };
    }

    private Optional<McNemar> single() {
        return Optional.ofNullable(seeds.get(0).images());
    }
}
