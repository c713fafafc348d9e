package io.bitgap.comparison;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.ComparisonTable.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SeveralExperimentsTests {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final JdbcClient JDBC = MigratedDatabase.jdbc();
    private final ComparisonTables tables = MigratedDatabase.tables();

    @Test
    void seedsOfExperimentsOnTheSameTermsShareACell() {
        StoredRuns one = experiment("one", 1, 0.90, 0.88);
        StoredRuns two = experiment("two", 2, 0.94, 0.90);

        ComparisonTable table = table(one, two);

        assertThat(table.title()).isEqualTo("one, two");
        assertThat(table.terms()).singleElement().satisfies(terms -> {
            assertThat(terms.mark()).isEmpty();
            assertThat(terms.settings()).isEmpty();
        });
        assertThat(table.rows()).extracting(Row::label).containsExactly("fp32", "4", "4 gap");
        Cell four = cell(table, "4", 0);
        assertThat(four.n()).isEqualTo(2);
        assertThat(four.mean()).isCloseTo(0.89, EXACT);
        assertThat(four.gap()).isCloseTo(0.03, EXACT);
        assertThat(four.runs()).extracting(CellRun::seed).containsExactly(1L, 2L);
        assertThat(cell(table, "fp32", 0).mean()).isCloseTo(0.92, EXACT);
    }

    @Test
    void aSeedThatWasRunTwiceIsOneMeasurementAndTheNewestThatCompletedCounts() {
        StoredRuns old = experiment("old", 1, 0.90, 0.80);
        StoredRuns newer = experiment("newer", 1, 0.90, 0.85);
        JDBC.sql("update run set created_at = created_at + interval '1 hour' where experiment_id = :id")
                .param("id", newer.experiment())
                .update();
        StoredRuns newest = new StoredRuns(JDBC, "newest", "resnet8", "shapes10");
        newest.baseline(1, COMPLETED, 0.90);
        newest.run("pact", 4, 1, FAILED, null);

        Cell four = cell(table(old, newer, newest), "4", 0);

        assertThat(four.n()).isEqualTo(1);
        assertThat(four.mean()).isEqualTo(0.85);
        assertThat(four.state()).isEqualTo(CellState.DONE);
    }

    @Test
    void whatWasTrainedOnOtherTermsHasMarkedRowsAndANoteSaysWhatDiffers() {
        StoredRuns shorter =
                experiment("short", 1, 0.90, 0.88).with("recipe", Map.of("epochs", 2, "schedule", "cosine"));
        StoredRuns longer = experiment("long", 2, 0.94, 0.93).with("recipe", Map.of("epochs", 9, "schedule", "cosine"));

        ComparisonTable table = table(shorter, longer);

        assertThat(table.rows())
                .extracting(Row::label)
                .containsExactly("fp32 (a)", "4 (a)", "4 gap (a)", "fp32 (b)", "4 (b)", "4 gap (b)");
        assertThat(cell(table, "4 (a)", 0).n()).isEqualTo(1);
        assertThat(cell(table, "4 (b)", 0).mean()).isEqualTo(0.93);
        assertThat(table.notes()).contains("(a) short with recipe.epochs: 2", "(b) long with recipe.epochs: 9");
        assertThat(MarkdownTable.of(table)).contains("| 4 gap (b) | 1.00 pp ? |", "- (b) long with recipe.epochs: 9");
        assertThat(LatexTable.of(table, "stored")).contains("4 gap (b) & 1.00 pp", "(b) long with recipe.epochs: 9");
        assertThat(CsvTable.of(table)).contains("4 gap (b),4,4,0.01,done,");
    }

    @Test
    void theLevelConventionIsOneOfTheTerms() {
        StoredRuns bits = experiment("bits", 1, 0.90, 0.88);
        StoredRuns origin = experiment("origin", 2, 0.90, 0.89);
        JDBC.sql("update experiment set spec = spec || '{\"levelConvention\": \"origin\"}' where id = :id")
                .param("id", origin.experiment())
                .update();
        var asRead = new io.bitgap.experiment.ExperimentView(
                origin.experiment(),
                origin.slug(),
                "origin",
                Map.of("network", "resnet8", "dataset", "shapes10", "levelConvention", "origin"),
                "hash",
                io.bitgap.experiment.ExperimentState.COMPLETED,
                List.of(),
                origin.view().progress(),
                origin.view().createdAt(),
                "somebody",
                null,
                "everyone");

        ComparisonTable table = tables.of(List.of(bits.view(), asRead), TableStyle.METHODS, MeasuredValue.LAST);

        assertThat(table.notes()).contains("(b) origin with levelConvention: origin");
        assertThat(table.rows()).extracting(Row::mark).containsExactly("a", "a", "b", "b");
    }

    @Test
    void oneLabelWithTwoMeaningsHasTwoColumns() {
        StoredRuns plain = experiment("plain", 1, 0.90, 0.88)
                .with("methods", List.of(Map.of("label", "pact", "weights", Map.of("quantizer", "pact"))));
        StoredRuns other = experiment("other", 2, 0.94, 0.93)
                .with("methods", List.of(Map.of("label", "pact", "weights", Map.of("quantizer", "qil"))));

        ComparisonTable table = table(plain, other);

        assertThat(table.columns()).extracting(Column::label).containsExactly("pact", "pact (2)");
        assertThat(cell(table, "4", 0).mean()).isEqualTo(0.88);
        assertThat(cell(table, "4", 1).mean()).isEqualTo(0.93);
        assertThat(table.notes()).anyMatch(note -> note.startsWith("pact (2) has other options"));
    }

    @Test
    void twoPlansUnderOneNameAreNotMixedEither() {
        StoredRuns before = experiment("before", 1, 0.90, 0.88);
        StoredRuns after = experiment("after", 2, 0.94, 0.93);
        JDBC.sql("select id from run where experiment_id = :id")
                .param("id", after.experiment())
                .query(UUID.class)
                .list()
                .forEach(run -> new StoredOutcomes(JDBC).plan(run, "{recipe}", "{\"epochs\": 3}"));

        ComparisonTable table = table(before, after);

        assertThat(table.columns()).extracting(Column::label).containsExactly("pact", "pact (2)");
        assertThat(cell(table, "4", 0).n()).isEqualTo(1);
        assertThat(cell(table, "4", 1).n()).isEqualTo(1);
    }

    @Test
    void aSettingThatOnlyOneOfThemHasStaysInTheColumnOfItsOwnRecipe() {
        StoredRuns before = experiment("before", 1, 0.90, 0.88);
        StoredRuns after = experiment("after", 2, 0.94, 0.93);
        after.run("pact", 2, 2, COMPLETED, 0.80);
        JDBC.sql("select id from run where experiment_id = :id")
                .param("id", after.experiment())
                .query(UUID.class)
                .list()
                .forEach(run -> new StoredOutcomes(JDBC).plan(run, "{recipe}", "{\"epochs\": 3}"));

        ComparisonTable table = table(before, after);

        assertThat(table.columns()).extracting(Column::label).containsExactly("pact", "pact (2)");
        assertThat(cell(table, "2", 0).state()).isEqualTo(CellState.NOT_RUN);
        assertThat(cell(table, "2", 1).mean()).isEqualTo(0.80);
    }

    @Test
    void aChainOfOtherSettingsIsAnotherMethod() {
        StoredRuns longer = chain("8 4 2", 1, List.of("8", "4", "2"));
        StoredRuns shorter = chain("4 2", 2, List.of("4", "2"));

        assertThat(table(longer, shorter).columns()).extracting(Column::label).containsExactly("pact", "pact (2)");
    }

    private static StoredRuns chain(String name, long seed, List<String> bits) {
        StoredRuns runs = new StoredRuns(JDBC, name, "resnet8", "shapes10")
                .with("bits", bits)
                .with("methods", List.of(Map.of("label", "pact")));
        runs.baseline(seed, COMPLETED, 0.9);
        UUID four = runs.run("pact", 4, seed, COMPLETED, 0.88);
        UUID two = runs.run("pact", 2, seed, COMPLETED, 0.80);
        JDBC.sql("update run set parent_id = :four where id = :two")
                .param("four", four)
                .param("two", two)
                .update();
        return runs;
    }

    @Test
    void aTermThatOneOfThemLeavesOutIsNamedToo() {
        StoredRuns with = experiment("with", 1, 0.90, 0.88).with("attach", Map.of("firstLayer", "same"));
        StoredRuns without = experiment("without", 2, 0.94, 0.93);

        assertThat(table(with, without).notes())
                .contains("(a) with with attach.firstLayer: same", "(b) without with attach.firstLayer: left out");
    }

    @Test
    void whereNothingPublishedIsShownNothingIsSaidOfIt() throws Exception {
        ComparisonTablesTests.importPublishedNumbers();
        StoredRuns runs = new StoredRuns(JDBC, "no sides", "resnet20", "cifar10");
        runs.baseline(1, COMPLETED, 0.92);
        runs.run("google-int8", 4, 1, COMPLETED, 0.90);

        assertThat(tables.of(List.of(runs.view()), TableStyle.METHODS, MeasuredValue.LAST)
                        .notes())
                .noneMatch(note -> note.contains("ublished"));
        assertThat(tables.of(List.of(runs.view()), TableStyle.PAPER_VS_OURS, MeasuredValue.LAST)
                        .notes())
                .anyMatch(note -> note.startsWith("* Published google-int8"));
    }

    @Test
    void everyNetworkHasItsOwnColumnsBaselinesAndPublishedNumbers() throws Exception {
        ComparisonTablesTests.importPublishedNumbers();
        StoredRuns small = new StoredRuns(JDBC, "small", "resnet20", "cifar10");
        small.baseline(1, COMPLETED, 0.92);
        small.run("pact", 2, 1, COMPLETED, 0.90);
        StoredRuns large = new StoredRuns(JDBC, "large", "resnet18", "imagenet");
        large.baseline(1, COMPLETED, 0.70);
        large.run("pact", 4, 1, COMPLETED, 0.69);

        ComparisonTable table = table(small, large);

        assertThat(table.columns())
                .extracting(Column::label)
                .containsExactly("pact, resnet20 on cifar10", "pact, resnet18 on imagenet");
        assertThat(table.trained()).isEmpty();
        assertThat(table.rows()).extracting(Row::label).containsExactly("fp32", "4", "4 gap", "2", "2 gap");
        assertThat(cell(table, "fp32", 1).mean()).isEqualTo(0.70);
        assertThat(cell(table, "4", 0).state()).isEqualTo(CellState.NOT_RUN);
        assertThat(cell(table, "4", 0).published().top1()).isEqualTo(0.913);
        assertThat(cell(table, "4", 1).published().top1()).isEqualTo(0.692);
        assertThat(cell(table, "2 gap", 0).mean()).isCloseTo(0.02, EXACT);
    }

    @Test
    void anEpochIsComparedWithTheFinishedBaseline() {
        StoredRuns runs = new StoredRuns(JDBC, "epochs", "resnet8", "shapes10");
        runs.baseline(1, COMPLETED, 0.90);
        UUID four = runs.run("pact", 4, 1, COMPLETED, 0.89);
        JDBC.sql(
                        "insert into metric values (:run, 'test/top1', 20, 2, 0.80, now(), 1), (:run, 'test/top1', 40, 4, 0.89, now(), 2)")
                .param("run", four)
                .update();

        ComparisonTable second = tables.of(List.of(runs.view()), TableStyle.PAPER_VS_OURS, MeasuredValue.of("epoch-2"));
        ComparisonTable third = tables.of(List.of(runs.view()), TableStyle.PAPER_VS_OURS, MeasuredValue.of("epoch-3"));

        assertThat(cell(second, "4", 0).mean()).isEqualTo(0.80);
        assertThat(cell(second, "4 gap", 0).mean()).isCloseTo(0.10, EXACT);
        assertThat(cell(second, "fp32", 0).mean()).isEqualTo(0.90);
        assertThat(second.measure()).contains("after epoch 2");
        assertThat(cell(third, "4", 0).mean()).isNull();
        assertThat(MarkdownTable.of(third)).contains("| 4 | – |");
    }

    private static StoredRuns experiment(String name, long seed, double fp32, double four) {
        StoredRuns runs = new StoredRuns(JDBC, name, "resnet8", "shapes10");
        runs.baseline(seed, COMPLETED, fp32);
        runs.run("pact", 4, seed, COMPLETED, four);
        return runs;
    }

    private ComparisonTable table(StoredRuns... experiments) {
        return tables.of(
                Stream.of(experiments).map(StoredRuns::view).toList(), TableStyle.PAPER_VS_OURS, MeasuredValue.LAST);
    }

    private static Cell cell(ComparisonTable table, String label, int column) {
        return table.rows().stream()
                .filter(row -> row.label().equals(label))
                .map(row -> row.cells().get(column))
                .findFirst()
                .orElseThrow();
    }
}
