package io.bitgap.comparison.answers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often a run is right about each class, and what it takes for what.
 *
 * @param against the run whose accuracy stands beside its own: its fp32 run, where both were tested on the same images
 * @param confusions the most frequent first
 * @param matrix images by label and by predicted class; null for many classes
 */
public record ClassReport(
        UUID run,
        UUID checkpoint,
        int epoch,
        int images,
        double top1,

        @Schema(
                description =
                        "The run whose accuracy stands beside: its fp32 run, where both were tested on the same images",
                nullable = true)
        @Nullable
        UUID against,

        List<ClassRow> classes,

        @Schema(description = "Classes that are taken for others, the most frequent first; at most 100")
        List<Confusion> confusions,

        @Schema(
                description = "Images by label, then by predicted class; null for more than 20 classes",
                nullable = true)
        @Nullable
        List<List<Integer>> matrix) {
    private static final int LARGEST_MATRIX = 20;
    private static final int MOST_CONFUSIONS = 100;

    /**
     * @param images of this class
     * @param right of these, those that are named right
     * @param predicted images that are taken for this class
     * @param againstRight as right, of the other run
     */
    public record ClassRow(
            int label,
            String name,
            int images,
            int right,
            int predicted,
            @Nullable Integer againstRight) {
        /** Null where the split has no image of it. */
        @JsonProperty
        @Schema(description = "Share of its images that are named right; null where there are none", nullable = true)
        public @Nullable Double accuracy() {
            return share(right);
        }

        @JsonProperty
        @Schema(description = "The same of the other run", nullable = true)
        public @Nullable Double againstAccuracy() {
            return againstRight == null ? null : share(againstRight);
        }

        private @Nullable Double share(int count) {
            return images == 0 ? null : (Double) ((double) count / images);
        }
    }

    /** Images of one class that are taken for another. */
    public record Confusion(int label, String name, int predicted, String predictedName, int images) {}

    /** @param reference empty where there is none, or none that was tested on the same images */
    static ClassReport of(AnsweredRun run, Optional<AnsweredRun> reference) {
        ConfusionCounts counts = ConfusionCounts.of(run.answers());
        Optional<ConfusionCounts> others = reference.map(other -> ConfusionCounts.of(other.answers()));
        List<String> names = run.answers().split().classes();
        List<ClassRow> classes = IntStream.range(0, names.size())
                .mapToObj(label -> new ClassRow(
                        label,
                        names.get(label),
                        counts.images(label),
                        counts.of(label, label),
                        counts.predicted(label),
                        others.map(other -> other.of(label, label)).orElse(null)))
                .toList();
        return new ClassReport(
                run.id(),
                run.checkpoint(),
                run.epoch(),
                run.answers().size(),
                (double) classes.stream().mapToInt(ClassRow::right).sum()
                        / run.answers().size(),
                reference.map(AnsweredRun::id).orElse(null),
                classes,
                counts.mixedUp()
                        .limit(MOST_CONFUSIONS)
                        .map(pair -> new Confusion(
                                pair.label(),
                                names.get(pair.label()),
                                pair.predicted(),
                                names.get(pair.predicted()),
                                counts.of(pair.label(), pair.predicted())))
                        .toList(),
                names.size() > LARGEST_MATRIX ? null : counts.matrix(names.size()));
    }

    /** The colour of a cell of the matrix that is a mistake, from 0 to 5: by the share of the label's images. */
    public int heat(int label, int predicted) {
        if (matrix == null || label == predicted || matrix.get(label).get(predicted) == 0) {
            return 0;
        }
        double share =
                (double) matrix.get(label).get(predicted) / classes.get(label).images();
        return share < 0.02 ? 1 : share < 0.05 ? 2 : share < 0.1 ? 3 : share < 0.2 ? 4 : 5;
    }
}
