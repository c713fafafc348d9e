package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.comparison.ComparisonTable.RowKind;
import io.bitgap.comparison.significance.Judgement;
import io.bitgap.comparison.significance.Verdict;
import io.bitgap.run.Warnings;
import io.bitgap.training.ResultWarning;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be said of one method at one setting against its reference, among all comparisons of the table. */
public record CellComparison(
        @Schema(description = "What it is compared with: its control, or its fp32 baseline where it has none")
        Reference reference,

        @JsonUnwrapped Judgement judgement) {
    /** The code of the warning that a result has which is better than quantization can make it. */
    private static final String TOO_GOOD = "too-good";

    /** What a cell is compared with. */
    public enum Reference {
        CONTROL("control", "its control", RowKind.GAP_TO_CONTROL, Warnings.CONTROL),
        BASELINE("baseline", "its fp32 baseline", RowKind.GAP, Warnings.BASELINE);

        private final String word;
        private final String words;
        private final RowKind row;
        /** Code of the warning of runs whose reference is doubtful. */
        private final String doubt;

        Reference(String word, String words, RowKind row, String doubt) {
            this.word = word;
            this.words = words;
            this.row = row;
            this.doubt = doubt;
        }

        @JsonValue
        public String word() {
            return word;
        }

        /** The control where one of the seeds has one that has completed or still may. */
        static Reference of(MeasuredCell cell) {
            return cell.runs().stream().anyMatch(run -> run.control() != null) ? CONTROL : BASELINE;
        }

        /** The run of the same seed that a run is compared with. */
        @Nullable
        UUID run(CellRun run) {
            return this == CONTROL ? run.control() : run.baseline();
        }

        /** Null unless both have completed, and where the reference has learned too little to be compared with. */
        @Nullable
        Double gap(CellRun run) {
            if (run.warnings().stream().anyMatch(warning -> warning.code().equals(doubt))) {
                return null;
            }
            return this == CONTROL ? run.gapToControl() : run.gap();
        }
    }

    /** Whether it is about the numbers of a row of that kind: the setting itself, and its gap to the reference. */
    boolean isAbout(RowKind kind) {
        return kind == RowKind.TOP1 || kind == reference.row;
    }

    /** Whether a test was made and has found no difference. */
    public boolean indistinguishable() {
        return judgement.verdict() == Verdict.NOT_DISTINGUISHABLE;
    }

    boolean tested() {
        return judgement.p() != null;
    }

    @JsonProperty
    @Schema(description = "too-good: it beats its reference by more than chance allows and quantization can")
    public List<ResultWarning> warnings() {
        return judgement.tooGood()
                ? List.of(new ResultWarning(
                        TOO_GOOD,
                        "Better than " + reference.words
                                + " by more than chance and quantization explain. Check whether "
                                + "test images are among the training images, whether " + reference.words
                                + " has converged, and whether both were tested on the same images."))
                : List.of();
    }
}
