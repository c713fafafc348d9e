package io.bitgap.comparison;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.FAILED;
import static io.bitgap.run.RunState.RUNNING;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.bitgap.comparison.CellComparison.Reference;
import io.bitgap.comparison.significance.Evidence;
import io.bitgap.comparison.significance.Interval;
import io.bitgap.comparison.significance.Judgement;
import io.bitgap.comparison.significance.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Expected p values are of the closed form for two degrees of freedom, p = 1 - t / sqrt(2 + t^2), and of the binomial distribution. */
class CellComparisonsTests {
    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final JdbcClient JDBC = MigratedDatabase.jdbc();
    private final ComparisonTables tables = MigratedDatabase.tables();
    private final StoredOutcomes outcomes = new StoredOutcomes(JDBC);

    @Test
    void threeSeedsSayWhetherAGapIsMoreThanChance() {
        ComparisonTable table = tables.of(threeSeeds().view(), TableStyle.PAPER_VS_OURS);

        CellComparison pact = comparison(table, 1, 0);
        assertThat(pact.reference()).isEqualTo(Reference.BASELINE);
        Judgement worse = pact.judgement();
        assertThat(worse.gap()).isCloseTo(0.02, ROUNDING);
        assertThat(worse.test()).isEqualTo(Evidence.Test.PAIRED_T);
        assertThat(requireNonNull(worse.p())).isCloseTo(1 - Math.sqrt(1200.0 / 1202), ROUNDING);
        assertThat(worse.adjustedP()).as("of two comparisons").isCloseTo(2 * requireNonNull(worse.p()), ROUNDING);
        assertThat(worse.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(worse.seeds()).extracting(seed -> seed.seed()).containsExactly(1L, 2L, 3L);
        Judgement undecided = comparison(table, 1, 1).judgement();
        assertThat(undecided.p()).isCloseTo(1 - Math.sqrt(1.0 / 7), ROUNDING);
        assertThat(undecided.adjustedP()).isCloseTo(undecided.p(), ROUNDING);
        assertThat(undecided.verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        Interval interval = Objects.requireNonNull(undecided.interval());
        double half = 4.302652729911275 * 0.015 / Math.sqrt(3);
        assertThat(interval.low()).isCloseTo(0.005 - half, ROUNDING);
        assertThat(interval.high()).isCloseTo(0.005 + half, ROUNDING);
        assertThat(table.rows().get(0).cells()).extracting(Cell::comparison).containsOnlyNulls();
        assertThat(comparison(table, 2, 1)).as("in the gap row").isEqualTo(comparison(table, 1, 1));
    }

    @Test
    void everyFormOfTheTableSaysIt() {
        ComparisonTable table = tables.of(threeSeeds().view(), TableStyle.PAPER_VS_OURS);

        JsonNode json = JsonMapper.shared().valueToTree(table).at("/rows/1/cells/1/comparison");
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "reference",
                        "gap",
                        "interval",
                        "test",
                        "p",
                        "adjustedP",
                        "verdict",
                        "reason",
                        "seeds",
                        "warnings");
        assertThat(json.get("reference").asString()).isEqualTo("baseline");
        assertThat(json.get("verdict").asString()).isEqualTo("not-distinguishable");
        assertThat(json.at("/interval/low").asDouble()).isNegative();
        List<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(CsvTable.of(table)).stream()
                .toList();
        assertThat(csv.get(1).getField("dorefa reference")).isEqualTo("baseline");
        assertThat(csv.get(1).getField("dorefa verdict")).isEqualTo("not-distinguishable");
        assertThat(csv.get(1).getField("dorefa adjusted p")).startsWith("0.622");
        assertThat(csv.get(1).getField("dorefa interval high")).startsWith("0.0422");
        assertThat(csv.get(1).getField("dorefa test")).isEqualTo("paired-t");
        assertThat(csv.get(0).getField("dorefa verdict")).isEmpty();
        assertThat(MarkdownTable.of(table))
                .contains(
                        "| 4 gap | 2.00 pp ± 0.10 (n=3) \\[1.75, 2.25\\] | 0.50 pp ± 1.50 (n=3) \\[-3.23, 4.23\\] ≈ |")
                .contains("- ≈ not distinguishable, at the level 0.05, from its control")
                .contains("Holm's correction over the table's comparisons, of which there are 2.");
        assertThat(LatexTable.of(table, "sure"))
                .contains(
                        "4 gap & 2.00 pp $\\pm$ 0.10 {[}1.75, 2.25{]} & 0.50 pp $\\pm$ 1.50 {[}-3.23, 4.23{]} $\\approx$ \\\\")
                .contains("\n$\\approx$ not distinguishable");
        assertThat(MarkdownTable.of(tables.of(threeSeeds().view(), TableStyle.METHODS)))
                .contains(", gap 2.00 pp \\[1.75, 2.25\\] | ", ", gap 0.50 pp \\[-3.23, 4.23\\] ≈ |");
        assertThat(table.rows().get(2).cells())
                .extracting(cell -> cell.distance(ComparisonTable.RowKind.GAP))
                .containsExactly("wide", "");
    }

    @Test
    void aSingleSeedIsJudgedByItsPredictionsAndNotWithoutThem() {
        StoredRuns runs = new StoredRuns(JDBC, "one seed", "resnet8", "shapes10");
        UUID baseline = runs.baseline(1, COMPLETED, 1.0);
        UUID worse = runs.run("pact", 4, 1, COMPLETED, 0.1);
        UUID same = runs.run("dorefa", 4, 1, COMPLETED, 0.9);
        UUID elsewhere = runs.run("lsq", 4, 1, COMPLETED, 0.9);
        runs.run("qil", 4, 1, COMPLETED, 0.9);
        List.of(baseline, worse, same, elsewhere).forEach(run -> outcomes.exported(run, 1000, 1e6, "w", 10));
        outcomes.predicted(baseline, "0000011111");
        outcomes.predicted(worse, "0111100000");
        outcomes.predicted(same, "0000111111");
        outcomes.predicted(elsewhere, "0000111111", "8");

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        Judgement pact = comparison(table, 1, 0).judgement();
        assertThat(pact.test()).isEqualTo(Evidence.Test.MCNEMAR);
        assertThat(pact.p()).as("nine images of which all are lost").isCloseTo(2 / 512.0, ROUNDING);
        assertThat(pact.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(comparison(table, 1, 1).judgement().verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        for (int unknown : new int[] {2, 3}) {
            assertThat(comparison(table, 1, unknown).judgement()).satisfies(nothing -> {
                assertThat(nothing.verdict()).isEqualTo(Verdict.UNKNOWN);
                assertThat(nothing.interval()).isNull();
                assertThat(nothing.reason()).contains("no predictions of the same test images");
            });
        }
        assertThat(MarkdownTable.of(table))
                .contains(
                        "- ? How sure the difference is, is not known of lsq at 4 bits; qil at 4 bits: one seed, and no");
    }

    @Test
    void twoSeedsAreTooFewAndThatIsSaid() {
        StoredRuns runs = new StoredRuns(JDBC, "too few", "resnet8", "shapes10");
        for (int seed = 1; seed <= 2; seed++) {
            runs.baseline(seed, COMPLETED, 0.9);
            runs.run("pact", 4, seed, COMPLETED, 0.88 - seed * 0.001);
        }
        runs.baseline(3, COMPLETED, 0.9);
        runs.run("pact", 4, 3, RUNNING, 0.5);

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        Judgement judgement = comparison(table, 1, 0).judgement();
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.test()).isEqualTo(Evidence.Test.NONE);
        assertThat(judgement.interval()).isNotNull();
        assertThat(table.notes())
                .contains("? How sure the difference is, is not known of pact at 4 bits: two seeds: 3 are needed.")
                .noneMatch(note -> note.startsWith("≈"));
        assertThat(CsvTable.of(table)).contains(",none,,,unknown,two seeds: 3 are needed,");
    }

    @Test
    void whereThereIsAControlItIsWhatACellIsComparedWith() {
        StoredRuns runs = new StoredRuns(JDBC, "controlled", "resnet8", "shapes10");
        for (int seed = 1; seed <= 3; seed++) {
            runs.baseline(seed, COMPLETED, 0.80);
            runs.control(seed, COMPLETED, 0.90);
            runs.run("pact", 4, seed, COMPLETED, 0.87 + seed * 0.001);
        }
        runs.baseline(4, COMPLETED, 0.80);
        runs.control(4, RUNNING, 0.1);
        runs.run("pact", 4, 4, COMPLETED, 0.5);

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        CellComparison comparison = comparison(table, 2, 0);
        assertThat(comparison.reference()).isEqualTo(Reference.CONTROL);
        assertThat(comparison.judgement().gap()).isCloseTo(0.028, ROUNDING);
        assertThat(comparison.judgement().seeds()).hasSize(3);
        assertThat(table.rows().get(3).cells().get(0).comparison())
                .as("gap to fp32")
                .isNull();
        assertThat(comparison(table, 4, 0)).isEqualTo(comparison);
        assertThat(tables.of(List.of(runs.view()), TableStyle.PAPER_VS_OURS, MeasuredValue.BEST)
                        .rows())
                .as("an epoch that was chosen")
                .allSatisfy(row -> assertThat(row.cells().get(0).comparison()).isNull());
    }

    @Test
    void whereEveryControlHasFailedTheBaselineIsWhatACellIsComparedWith() {
        StoredRuns runs = new StoredRuns(JDBC, "failed controls", "resnet8", "shapes10");
        for (int seed = 1; seed <= 3; seed++) {
            runs.baseline(seed, COMPLETED, 0.90);
            runs.control(seed, FAILED, null);
            runs.run("pact", 4, seed, COMPLETED, 0.87 + seed * 0.001);
        }
        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);
        assertThat(comparison(table, 2, 0).reference()).isEqualTo(Reference.BASELINE);
        assertThat(comparison(table, 2, 0).judgement().seeds()).hasSize(3);
    }

    @Test
    void nothingIsJudgedByABaselineThatHasLearnedNothing() {
        StoredRuns runs = new StoredRuns(JDBC, "at chance", "resnet8", "shapes10");
        for (int seed = 1; seed <= 3; seed++) {
            UUID baseline = runs.baseline(seed, COMPLETED, 0.10);
            JDBC.sql("""
                    update run set warnings = '[{"code": "chance", "message": "It guesses."}]' where id = :id
                    """).param("id", baseline).update();
            runs.run("pact", 4, seed, COMPLETED, 0.60 + seed * 0.001);
        }
        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);
        assertThat(table.rows().get(1).cells().get(0).comparison()).isNull();
    }

    @Test
    void aResultThatIsBetterThanQuantizationCanMakeItIsDoubted() {
        StoredRuns runs = new StoredRuns(JDBC, "too good", "resnet8", "shapes10");
        for (int seed = 1; seed <= 3; seed++) {
            runs.baseline(seed, COMPLETED, 0.80);
            runs.run("pact", 4, seed, COMPLETED, 0.85 + seed * 0.001);
            runs.run("dorefa", 4, seed, COMPLETED, 0.803 + seed * 0.0001);
        }

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        assertThat(comparison(table, 1, 1).judgement().verdict()).isEqualTo(Verdict.BETTER);
        assertThat(table.rows().get(1).cells()).extracting(Cell::doubtful).containsExactly(true, false);
        assertThat(comparison(table, 1, 0).warnings())
                .extracting(warning -> warning.code())
                .containsExactly("too-good");
        assertThat(MarkdownTable.of(table))
                .contains("| 4 gap | -5.20 pp ± 0.10 (n=3) \\[-5.45, -4.95\\] ⚠ |")
                .contains("- ⚠ pact at 4 bits: Better than its fp32 baseline by more than chance")
                .contains("test images are among the training images");
        assertThat(CsvTable.of(table)).contains(",better,,too-good,");
    }

    /** Gaps of pact: 2.0, 1.9 and 2.1 points; of dorefa: -1.0, 2.0 and 0.5. */
    private StoredRuns threeSeeds() {
        StoredRuns runs = new StoredRuns(JDBC, "three seeds", "resnet8", "shapes10");
        double[] fp32 = {0.90, 0.92, 0.91};
        double[] pact = {0.88, 0.901, 0.889};
        double[] dorefa = {0.91, 0.90, 0.905};
        for (int i = 0; i < fp32.length; i++) {
            runs.baseline(i + 1, COMPLETED, fp32[i]);
            runs.run("pact", 4, i + 1, COMPLETED, pact[i]);
            runs.run("dorefa", 4, i + 1, COMPLETED, dorefa[i]);
        }
        return runs;
    }

    private static CellComparison comparison(ComparisonTable table, int row, int column) {
        return Objects.requireNonNull(table.rows().get(row).cells().get(column).comparison());
    }
}
