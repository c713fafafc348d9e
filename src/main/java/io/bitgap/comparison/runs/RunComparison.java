package io.bitgap.comparison.runs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.bitgap.run.RunPurpose;
import io.bitgap.run.RunState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side. Page, JSON, CSV and Markdown are written from this one object; every list of values is in the order
 * of the runs.
 *
 * @param runs the first is the reference that differences are to
 * @param notices what keeps numbers from being compared like with like
 * @param results what was measured, row by row
 * @param fields what the runs were made with: those that differ, or all of them
 * @param hidden fields that are equal and left out
 */
public record RunComparison(
        List<Compared> runs,
        List<String> notices,
        List<RunResult> results,
        List<Field> fields,
        int hidden,
        List<Curve> curves,
        List<Layer> layers) {
    /** @param label A for the first run, B for the second */
    public record Compared(
            String label,
            UUID id,
            RunPurpose purpose,
            String method,
            String setting,
            long seed,
            RunState state,
            UUID experiment,
            String experimentSlug,
            String experimentName) {}

    /**
     * One thing that was decided before training, or that training took place with.
     *
     * @param name path in the run's plan, e.g. {@code recipe.learningRate}; or {@code place.}, {@code code.}, {@code data.}
     * @param values null where a run has no such field
     * @param differs whether they are not all the same
     */
    public record Field(
            String name,

            @Schema(description = "One for each run; null where it has no such field")
            List<@Nullable String> values,

            boolean differs) {}

    /**
     * One metric of all runs by epoch, of long runs every n-th epoch and the last.
     *
     * @param metric e.g. {@code test/top1}
     */
    public record Curve(String metric, List<Point> points) {
        /** @param values null where a run was not measured at that epoch */
        public record Point(int epoch, List<@Nullable Double> values) {}
    }

    /**
     * A quantizer that at least two of the runs have.
     *
     * @param states null where a run does not have it
     */
    public record Layer(String layer, String role, List<@Nullable LayerState> states) {}

    /** One run's quantizer after its last epoch; what is null was not measured. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record LayerState(
            String quantizer,
            int bits,
            int levels,
            @Nullable Integer levelsUsed,
            @Nullable Double scale,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double clipped,
            @Nullable Double sqnr) {}

    /** The curve of one metric, null where no run has measured it. */
    public @Nullable Curve curve(String metric) {
        return curves.stream()
                .filter(curve -> curve.metric().equals(metric))
                .findFirst()
                .orElse(null);
    }

    @JsonIgnore
    public List<UUID> ids() {
        return runs.stream().map(Compared::id).toList();
    }
}
