package io.bitgap.comparison;

import static io.bitgap.run.RunState.CANCELED;
import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.FAILED;
import static io.bitgap.run.RunState.QUEUED;
import static io.bitgap.run.RunState.RUNNING;
import static io.bitgap.run.RunState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.comparison.ComparisonTable.Row;
import io.bitgap.comparison.ComparisonTable.RowKind;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTablesTests {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final JdbcClient JDBC = MigratedDatabase.jdbc();
    private static final PublishedNumbers PUBLISHED = MigratedDatabase.published();
    private final ComparisonTables tables = MigratedDatabase.tables(PUBLISHED);

    @BeforeAll
    static void importPublishedNumbers() throws Exception {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(MigratedDatabase.source()));
        new PublishedImport(PUBLISHED, transaction, JsonMapper.shared()).afterPropertiesSet();
    }

    @Test
    void meanSpreadAndGapOverTwoSeedsAreThoseWorkedOutByHand() {
        StoredRuns runs = new StoredRuns(JDBC, "two seeds", "resnet20", "cifar10-jpeg");
        runs.baseline(1, COMPLETED, 0.90);
        runs.baseline(2, COMPLETED, 0.92);
        runs.run("pact", 4, 1, COMPLETED, 0.89);
        runs.run("pact", 4, 2, COMPLETED, 0.90);

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        Cell fp32 = cell(table, "fp32", "pact");
        assertThat(fp32.mean()).isCloseTo(0.91, EXACT);
        assertThat(fp32.std()).isCloseTo(0.014142135623730963, EXACT);
        assertThat(fp32.gap()).isNull();
        Cell four = cell(table, "4", "pact");
        assertThat(four.state()).isEqualTo(CellState.DONE);
        assertThat(four.mean()).isCloseTo(0.895, EXACT);
        assertThat(four.std()).isCloseTo(0.0070710678118654814, EXACT);
        assertThat(four.n()).isEqualTo(2);
        assertThat(four.min()).isCloseTo(0.89, EXACT);
        assertThat(four.max()).isCloseTo(0.90, EXACT);
        assertThat(four.gap()).isCloseTo(0.015, EXACT);
        Cell gap = cell(table, "4 gap", "pact");
        assertThat(gap.mean()).isCloseTo(0.015, EXACT);
        assertThat(gap.std()).isCloseTo(0.0070710678118654814, EXACT);
        assertThat(gap.min()).isCloseTo(0.01, EXACT);
        assertThat(gap.max()).isCloseTo(0.02, EXACT);
    }

    @Test
    void theGapPairsEachSeedWithItsOwnBaselineAndLeavesUnfinishedPairsOut() {
        StoredRuns runs = new StoredRuns(JDBC, "pairs", "resnet20", "cifar10-jpeg");
        runs.baseline(1, COMPLETED, 0.90);
        runs.baseline(2, RUNNING, 0.50);
        runs.baseline(3, COMPLETED, 0.80);
        runs.run("pact", 4, 1, COMPLETED, 0.88);
        runs.run("pact", 4, 2, COMPLETED, 0.10);
        runs.run("pact", 4, 3, RUNNING, 0.70);

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        Cell four = cell(table, "4", "pact");
        assertThat(four.state()).isEqualTo(CellState.RUNNING);
        assertThat(four.n()).isEqualTo(2);
        assertThat(four.mean()).isCloseTo(0.49, EXACT);
        assertThat(four.current()).isCloseTo(0.70, EXACT);
        assertThat(four.gap()).isCloseTo(0.02, EXACT);
        assertThat(four.etaSeconds()).isEqualTo(30.0);
        assertThat(four.done()).isCloseTo((1 + 1 + 0.25) / 3, EXACT);
        assertThat(cell(table, "4 gap", "pact").n()).isEqualTo(1);
        assertThat(cell(table, "4 gap", "pact").std()).isNull();
        assertThat(four.runs())
                .extracting(CellRun::gap)
                .satisfiesExactly(
                        gap -> assertThat(gap).isCloseTo(0.02, EXACT),
                        gap -> assertThat(gap).isNull(),
                        gap -> assertThat(gap).isNull());
    }

    @Test
    void theBestEpochIsComparedWithTheBaselinesBestEpoch() {
        StoredRuns runs = new StoredRuns(JDBC, "best", "resnet20", "cifar10-jpeg");
        UUID baseline = runs.baseline(1, COMPLETED, 0.90);
        UUID four = runs.run("pact", 4, 1, COMPLETED, 0.85);
        JDBC.sql("update run set best_top1 = last_top1 + case when id = :four then 0.04 else 0.02 end"
                        + " where id in (:four, :baseline)")
                .param("four", four)
                .param("baseline", baseline)
                .update();

        ComparisonTable best = tables.of(List.of(runs.view()), TableStyle.PAPER_VS_OURS, MeasuredValue.BEST);
        ComparisonTable last = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        assertThat(cell(best, "fp32", "pact").mean()).isCloseTo(0.92, EXACT);
        assertThat(cell(best, "4", "pact").mean()).isCloseTo(0.89, EXACT);
        assertThat(cell(best, "4 gap", "pact").mean()).isCloseTo(0.03, EXACT);
        assertThat(cell(best, "4", "pact").runs().get(0).top1()).isCloseTo(0.89, EXACT);
        assertThat(best.measure()).contains("best epoch");
        assertThat(cell(last, "4 gap", "pact").mean()).isCloseTo(0.05, EXACT);
        assertThat(last.measure()).contains("last epoch");
        assertThat(LatexTable.of(best, "best")).contains("best epoch");
    }

    @Test
    void aCellSaysWhatItsRunsAreDoing() {
        StoredRuns runs = new StoredRuns(JDBC, "states", "resnet20", "cifar10-jpeg");
        runs.baseline(1, COMPLETED, 0.90);
        runs.baseline(2, FAILED, null);
        runs.run("pact", 8, 1, WAITING, null);
        runs.run("pact", 7, 1, QUEUED, null);
        runs.run("pact", 6, 1, RUNNING, null);
        runs.run("pact", 5, 1, CANCELED, null);
        runs.run("pact", 4, 1, COMPLETED, 0.9);
        runs.run("pact", 4, 2, FAILED, null);
        runs.run("dorefa", 8, 1, COMPLETED, 0.91);

        ComparisonTable table = tables.of(runs.view(), TableStyle.METHODS);

        assertThat(table.rows()).extracting(Row::label).containsExactly("fp32", "8", "7", "6", "5", "4");
        assertThat(table.rows())
                .extracting(row -> row.cells().get(0).state().word())
                .containsExactly("failed", "waiting", "queued", "running", "canceled", "failed");
        assertThat(table.rows())
                .extracting(row -> row.cells().get(1).state().word())
                .containsExactly("failed", "done", "not-run", "not-run", "not-run", "not-run");
        assertThat(cell(table, "4", "pact").mean()).isEqualTo(0.9);
        assertThat(cell(table, "4", "pact").std()).isNull();
        assertThat(cell(table, "8", "dorefa").gap()).isCloseTo(-0.01, EXACT);
        assertThat(cell(table, "6", "pact").mean()).isNull();
    }

    @Test
    void settingsFollowTheOrderOfTheSpecEachWithItsGapRow() {
        StoredRuns runs = new StoredRuns(JDBC, "order", "resnet20", "cifar10");
        runs.baseline(1, QUEUED, null);
        runs.run("pact", "pact", "pact", "w3a4", 3, 4, 1, WAITING, null);
        runs.run("pact", 2, 1, WAITING, null);
        runs.run("pact", 4, 1, WAITING, null);

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        assertThat(table.rows())
                .extracting(Row::label)
                .containsExactly("fp32", "w3a4", "w3a4 gap", "2", "2 gap", "4", "4 gap");
        assertThat(table.rows()).extracting(Row::kind).startsWith(RowKind.FP32, RowKind.TOP1, RowKind.GAP);
    }

    @Test
    void thePaperStandsBesideOurNumberAndOtherReproductionsBehindIt() {
        StoredRuns runs = new StoredRuns(JDBC, "published", "resnet20", "cifar10");
        runs.baseline(1, COMPLETED, 0.92);
        runs.run("pact", 4, 1, COMPLETED, 0.915);
        runs.run("google-int8", 4, 1, COMPLETED, 0.91);
        runs.run("w-google-act-pact", "google-int8", "pact", "4", 4, 4, 1, COMPLETED, 0.91);
        runs.run("mine", "qil", "qil", "4", 4, 4, 1, COMPLETED, 0.91);

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        ReportedResult pact = cell(table, "4", "pact").published();
        assertThat(pact.top1()).isEqualTo(0.913);
        assertThat(pact.kind()).isEqualTo("paper");
        assertThat(pact.gap()).isCloseTo(0.003, EXACT);
        assertThat(pact.others()).singleElement().satisfies(other -> {
            assertThat(other.top1()).isEqualTo(0.918);
            assertThat(other.source()).isEqualTo("mx_quant_op README");
            assertThat(other.gap()).isCloseTo(0.002, EXACT);
        });
        assertThat(cell(table, "fp32", "pact").published().top1()).isEqualTo(0.916);
        assertThat(cell(table, "fp32", "google-int8").published().top1()).isEqualTo(0.92);
        assertThat(cell(table, "4", "google-int8").published().top1()).isEqualTo(0.914);
        assertThat(cell(table, "4", "w-google-act-pact").published().top1()).isEqualTo(0.919);
        assertThat(cell(table, "4", "mine").published()).isEqualTo(ReportedResult.NONE);
        assertThat(table.notes())
                .anySatisfy(note -> assertThat(note).contains("google-int8").contains("level convention \"origin\""));
    }

    @Test
    void howFarARunIsFromAPublishedNumberIsToldOnlyWhereItHasThatNumbersOptions() {
        StoredRuns runs = new StoredRuns(JDBC, "options", "resnet20", "cifar10");
        runs.baseline(1, COMPLETED, 0.92);
        runs.run("pact", 4, 1, COMPLETED, 0.915);
        compared(runs.run("google-int8", 4, 1, COMPLETED, 0.91), "[]");
        compared(
                runs.run("w-google-act-pact", "google-int8", "pact", "4", 4, 4, 1, COMPLETED, 0.91),
                "[\"start fp32\", \"3 epochs\", \"schedule cosine\"]");

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        Cell exact = cell(table, "4", "google-int8");
        assertThat(exact.reproduces()).containsExactly("mx_quant_op README");
        assertThat(exact.published().difference()).isCloseTo(-0.004, EXACT);
        assertThat(MarkdownTable.of(table)).contains("91.40 % (2)\\*, measured minus published -0.40 pp");
        ReportedResult other = cell(table, "4", "w-google-act-pact").published();
        assertThat(other.difference()).isNull();
        assertThat(other.otherOptions()).isEqualTo("not the published options: start fp32, 3 epochs and 1 more");
        assertThat(table.notes())
                .contains(
                        "w-google-act-pact has not the options of mx_quant_op README: start fp32, 3 epochs, schedule cosine.");
        assertThat(cell(table, "4", "pact").published().differs()).isNull();
        assertThat(table.remarks()).anyMatch(remark -> remark.contains("PACT, arXiv 1805.06085"));
    }

    private static void compared(UUID run, String differs) {
        JDBC.sql("""
                update run set reproductions = jsonb_build_array(jsonb_build_object(
                  'source', 'mx_quant_op README', 'differs', cast(:differs as jsonb))) where id = :run
                """).param("run", run).param("differs", differs).update();
    }

    @Test
    void anotherDataSetHasNoPublishedNumbers() {
        StoredRuns runs = new StoredRuns(JDBC, "jpeg", "resnet20", "cifar10-jpeg");
        runs.baseline(1, COMPLETED, 0.8);
        runs.run("pact", 4, 1, COMPLETED, 0.8);

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);

        assertThat(table.rows())
                .flatExtracting(Row::cells)
                .extracting(cell -> cell.published().state())
                .containsOnly(CellState.NOT_PUBLISHED);
        String remark = "Nobody has published numbers for resnet20 on cifar10-jpeg.";
        assertThat(table.remarks()).containsExactly(remark);
        assertThat(MarkdownTable.of(table)).contains(remark);
        assertThat(LatexTable.of(table, "stored")).doesNotContain("Nobody");
    }

    @Test
    void aDataSetThatStandsForAnotherHasItsPublishedNumbersWithAFootnote() {
        StoredRuns runs = new StoredRuns(JDBC, "png", "resnet20", "cifar10-png");
        runs.baseline(1, COMPLETED, 0.8);
        runs.run("pact", 4, 1, COMPLETED, 0.8);
        StoredRuns original = new StoredRuns(JDBC, "original", "resnet20", "cifar10");
        original.baseline(1, COMPLETED, 0.8);
        original.run("pact", 4, 1, COMPLETED, 0.8);

        ComparisonTable table = tables.of(runs.view(), TableStyle.PAPER_VS_OURS);
        ComparisonTable expected = tables.of(original.view(), TableStyle.PAPER_VS_OURS);

        assertThat(cell(table, "4", "pact").published())
                .isEqualTo(cell(expected, "4", "pact").published());
        assertThat(cell(table, "fp32", "pact").published())
                .isEqualTo(cell(expected, "fp32", "pact").published());
        String footnote = "Published numbers are those of cifar10; cifar10-png holds other pixels of it.";
        assertThat(table.notes()).contains(footnote).containsAll(expected.notes());
        assertThat(tables.of(runs.view(), TableStyle.METHODS).notes()).doesNotContain(footnote);
    }

    @Test
    void importingThePublishedNumbersAgainChangesNothing() throws Exception {
        List<PublishedNumber> before = PUBLISHED.all();

        importPublishedNumbers();

        assertThat(PUBLISHED.all()).isEqualTo(before).hasSize(73);
    }

    @Test
    void runsOfACellCanBeFound() {
        StoredRuns runs = new StoredRuns(JDBC, "links", "resnet20", "cifar10");
        runs.baseline(7, COMPLETED, 0.8);
        UUID run = runs.run("pact", 4, 7, RUNNING, 0.3);

        Cell cell = cell(tables.of(runs.view(), TableStyle.PAPER_VS_OURS), "4", "pact");

        assertThat(cell.runs()).extracting(CellRun::id).containsExactly(run);
        assertThat(cell.runs()).extracting(CellRun::seed).containsExactly(7L);
    }

    private static Cell cell(ComparisonTable table, String label, String method) {
        return table.rows().stream()
                .filter(row -> row.label().equals(label))
                .flatMap(row -> row.cells().stream())
                .filter(cell -> cell.method().equals(method))
                .findFirst()
                .orElseThrow();
    }
}
