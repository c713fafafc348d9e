package io.bitgap.comparison;

import io.bitgap.comparison.CellComparison.Reference;
import io.bitgap.comparison.answers.AnswersOfRuns;
import io.bitgap.comparison.answers.LastAnswers;
import io.bitgap.comparison.significance.Evidence;
import io.bitgap.comparison.significance.Judgement;
import io.bitgap.comparison.significance.SeedGap;
import io.bitgap.run.RunPurpose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Compares the quantized cells of a table with their references, all at once: the correction depends on how many there are. */
@Component
class CellComparisons {
    private final LastAnswers answers;

    CellComparisons(LastAnswers answers) {
        this.answers = answers;
    }

    /** Of the cells in which a run and its reference have completed. Other epochs than the last were chosen: nothing is said of them. */
    Map<MeasuredCell, CellComparison> of(List<MeasuredCell> cells, MeasuredValue value) {
        if (!value.equals(MeasuredValue.LAST)) {
            return Map.of();
        }
        List<Pairs> compared = cells.stream()
                .filter(cell -> cell.purpose() == RunPurpose.QUANTIZED)
                .map(Pairs::of)
                .filter(pairs -> !pairs.runs().isEmpty())
                .toList();
        AnswersOfRuns said = answers.of(compared.stream().flatMap(Pairs::asked).collect(Collectors.toSet()));
        List<Judgement> judgements = Judgement.of(
                compared.stream().map(pairs -> pairs.evidence(said)).toList());
        Map<MeasuredCell, CellComparison> comparisons = new HashMap<>();
        for (int i = 0; i < compared.size(); i++) {
            Pairs pairs = compared.get(i);
            comparisons.put(pairs.cell(), new CellComparison(pairs.reference(), judgements.get(i)));
        }
        return comparisons;
    }

    /** @param runs those of the cell that have completed, as their references have */
    private record Pairs(MeasuredCell cell, Reference reference, List<CellRun> runs) {
        static Pairs of(MeasuredCell cell) {
            Reference reference = Reference.of(cell);
            List<CellRun> runs = cell.runs().stream()
                    .filter(run -> reference.gap(run) != null)
                    .toList();
            return new Pairs(cell, reference, runs);
        }

        /** Runs whose predictions are needed: of several seeds none are. */
        Stream<UUID> asked() {
            return runs.size() == 1
                    ? runs.stream().flatMap(run -> Stream.of(run.id(), referenceOf(run)))
                    : Stream.empty();
        }

        Evidence evidence(AnswersOfRuns said) {
            return new Evidence(runs.stream()
                    .map(run -> new SeedGap(
                            run.seed(),
                            Objects.requireNonNull(reference.gap(run)),
                            said.between(referenceOf(run), run.id()).orElse(null)))
                    .toList());
        }

        private UUID referenceOf(CellRun run) {
            return Objects.requireNonNull(reference.run(run));
        }
    }
}
