package io.bitgap.comparison.runs;

import io.bitgap.comparison.answers.AnswersOfRuns;
import io.bitgap.comparison.answers.LastAnswers;
import io.bitgap.comparison.significance.McNemar;
import io.bitgap.run.RunView;
import io.bitgap.run.TrainingSpeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Compares runs with a fixed number of statements in one snapshot. */
@Service
public class RunComparisons {
    private final ComparedRows rows;
    private final ComparedCurves curves;
    private final TrainingSpeeds speeds;
    private final LastAnswers answers;

    RunComparisons(ComparedRows rows, ComparedCurves curves, TrainingSpeeds speeds, LastAnswers answers) {
        this.answers = answers;
        this.rows = rows;
        this.curves = curves;
        this.speeds = speeds;
    }

    /**
     * @param all also the fields in which the runs do not differ
     * @throws io.bitgap.problem.Problem (404) where one of the runs does not exist
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public RunComparison of(RunSelection selection, boolean all) {
        List<ComparedRows.Row> found = rows.of(selection.ids());
        selection.checkFound(found.stream().map(ComparedRows.Row::id).toList());
        ComparedFields made = new ComparedFields(found);
        List<RunComparison.Field> fields = made.all();
        List<RunComparison.Field> shown =
                fields.stream().filter(field -> all || field.differs()).toList();
        return new RunComparison(
                found.stream().map(ComparedRows.Row::run).toList(),
                made.notices(),
                results(found, speeds.overheads(selection.ids()), answers.of(selection.ids())),
                shown,
                fields.size() - shown.size(),
                curves.of(selection.ids()),
                ComparedLayers.of(found));
    }

    private static List<RunResult> results(
            List<ComparedRows.Row> rows, Map<UUID, RunView.Overhead> speeds, AnswersOfRuns answers) {
        List<RunResult> results = new ArrayList<>();
        Column column = new Column(rows, results);
        column.add("top1", "top-1, last epoch", RunResult.Unit.FRACTION, ComparedRows.Outcome::last);
        column.add("bestTop1", "top-1, best epoch", RunResult.Unit.FRACTION, ComparedRows.Outcome::best);
        column.add("ptqTop1", "top-1 before training (PTQ)", RunResult.Unit.FRACTION, ComparedRows.Outcome::ptq);
        column.add("loss", "test loss, last epoch", RunResult.Unit.NUMBER, ComparedRows.Outcome::loss);
        column.add("gap", "gap to its fp32 baseline", RunResult.Unit.POINTS, ComparedRows.Outcome::gap);
        column.add("gapToControl", "gap to its control", RunResult.Unit.POINTS, ComparedRows.Outcome::gapToControl);
        List<@Nullable McNemar> tests = againstFirst(rows, answers);
        column.add("onlyFirstRight", "test images that only the first run is right about", tests, test ->
                (double) test.onlyReference());
        column.add("onlyThisRight", "test images that only this run is right about", tests, test ->
                (double) test.onlyOther());
        column.add("mcNemarP", "McNemar's p against the first run, for these two runs alone", tests, McNemar::p);
        column.add("deployedTop1", "top-1, deployed", RunResult.Unit.FRACTION, ComparedRows.Outcome::deployed);
        column.add("packedBytes", "size of packed weights", RunResult.Unit.BYTES, ComparedRows.Outcome::packedBytes);
        column.add(
                "bitOperations",
                "bit operations an image",
                RunResult.Unit.OPERATIONS,
                ComparedRows.Outcome::bitOperations);
        column.add(
                "imagesPerSecond",
                "training images a second",
                RunResult.Unit.IMAGES_PER_SECOND,
                speeds,
                speed -> speed.imagesPerSecond());
        column.add("overhead", "time an image, against fp32", RunResult.Unit.TIMES, speeds, RunView.Overhead::factor);
        return results;
    }

    /** Null for the first, and where a run was not tested on the first one's images. */
    private static List<@Nullable McNemar> againstFirst(List<ComparedRows.Row> rows, AnswersOfRuns answers) {
        UUID first = rows.get(0).id();
        List<@Nullable McNemar> tests = new ArrayList<>();
        for (ComparedRows.Row row : rows) {
            tests.add(
                    row.id().equals(first)
                            ? null
                            : answers.between(first, row.id()).orElse(null));
        }
        return tests;
    }

    /** Adds a result that at least one run has. */
    private record Column(List<ComparedRows.Row> rows, List<RunResult> results) {
        void add(
                String name,
                String label,
                RunResult.Unit unit,
                Function<ComparedRows.Outcome, @Nullable Double> value) {
            List<@Nullable Double> values = new ArrayList<>();
            rows.forEach(row -> values.add(value.apply(row.outcome())));
            add(RunResult.of(name, label, unit, values));
        }

        void add(
                String name,
                String label,
                RunResult.Unit unit,
                Map<UUID, RunView.Overhead> speeds,
                Function<RunView.Overhead, @Nullable Double> value) {
            List<@Nullable Double> values = new ArrayList<>();
            rows.forEach(row -> values.add(value.apply(Objects.requireNonNull(speeds.get(row.id())))));
            add(RunResult.of(name, label, unit, values));
        }

        void add(String name, String label, List<@Nullable McNemar> tests, Function<McNemar, Double> value) {
            List<@Nullable Double> values = new ArrayList<>();
            tests.forEach(test -> values.add(test == null ? null : value.apply(test)));
            add(RunResult.of(name, label, RunResult.Unit.NUMBER, values));
        }

        private void add(RunResult result) {
            if (result.measured()) {
                results.add(result);
            }
        }
    }
}
