package io.bitgap.comparison;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.RUNNING;
import static io.bitgap.run.RunState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.bitgap.listing.SpreadsheetText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TableFormatsTests {
    private static final JdbcClient JDBC = MigratedDatabase.jdbc();
    private final ComparisonTables tables = MigratedDatabase.tables();

    @Test
    void jsonCsvAndMarkdownCarryTheSameNumbers() {
        ComparisonTable table = tables.of(stored("formats", "pact").view(), TableStyle.PAPER_VS_OURS);

        JsonNode json = JsonMapper.shared().valueToTree(table);
        List<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(CsvTable.of(table)).stream()
                .toList();
        List<String> markdown = MarkdownTable.of(table)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .toList();

        assertThat(csv).hasSameSizeAs(table.rows());
        assertThat(markdown).hasSameSizeAs(table.rows());
        for (int i = 0; i < csv.size(); i++) {
            JsonNode cell = json.get("rows").get(i).get("cells").get(0);
            assertThat(csv.get(i).getField("pact state"))
                    .isEqualTo(cell.get("state").asString());
            assertThat(csv.get(i).getField("pact"))
                    .isEqualTo(
                            cell.get("mean").isNull()
                                    ? ""
                                    : SpreadsheetText.number(cell.get("mean").asDouble()));
            assertThat(csv.get(i).getField("pact n")).isEqualTo(cell.get("n").asString());
        }
        assertThat(csv.get(1).getField("pact")).isEqualTo("0.895");
        assertThat(csv.get(1).getField("pact std")).isEqualTo("0.007071068");
        assertThat(csv.get(2).getField("pact")).isEqualTo("0.015");
        assertThat(markdown)
                .containsExactly(
                        "| fp32 | 91.00 % ± 1.41 (n=2) |",
                        "| 4 | 89.50 % ± 0.71 (n=2) |",
                        "| 4 gap | 1.50 pp ± 0.71 (n=2) \\[-4.85, 7.85\\] ? |",
                        "| 2 | running (now 40.00 %) |",
                        "| 2 gap | running |");
    }

    @Test
    void jsonHasTheWordsOfTheContract() {
        JsonNode json = JsonMapper.shared()
                .valueToTree(tables.of(stored("words", "pact").view(), TableStyle.PAPER_VS_OURS));

        JsonNode cell = json.get("rows").get(1).get("cells").get(0);
        assertThat(cell.propertyNames())
                .contains("state", "mean", "std", "n", "min", "max", "gap", "runs", "published");
        assertThat(cell.get("published").get("state").asString()).isEqualTo("not-published");
        assertThat(json.get("style").asString()).isEqualTo("paper-vs-ours");
        assertThat(json.get("rows").get(2).get("kind").asString()).isEqualTo("gap");
    }

    @Test
    void theMethodsTableHasNeitherGapRowsNorPublishedColumns() {
        String markdown = MarkdownTable.of(tables.of(stored("methods", "pact").view(), TableStyle.METHODS));

        assertThat(markdown)
                .contains("| bits | pact |\n")
                .doesNotContain("gap |")
                .doesNotContain("published |");
    }

    @Test
    void aLabelCannotBecomeAFormulaOrBreakTheMarkdownTable() {
        ComparisonTable table =
                tables.of(stored("hostile", "=cmd|' /C calc'!A0").view(), TableStyle.PAPER_VS_OURS);

        assertThat(CsvTable.of(table).lines().findFirst().orElseThrow()).contains(",'=cmd|");
        assertThat(MarkdownTable.of(table)).contains("| =cmd\\|' /C calc'!A0 |");
        assertThat(CsvTable.safe("\t@SUM(1)")).isEqualTo("' @SUM(1)");
        assertThat(CsvTable.safe("pact")).isEqualTo("pact");
        assertThat(MarkdownTable.safe("a\n<b>*c*")).isEqualTo("a \\<b\\>\\*c\\*");
    }

    private StoredRuns stored(String name, String method) {
        StoredRuns runs = new StoredRuns(JDBC, name, "resnet8", "shapes10");
        runs.baseline(1, COMPLETED, 0.90);
        runs.baseline(2, COMPLETED, 0.92);
        runs.run(method, "pact", "pact", "4", 4, 4, 1, COMPLETED, 0.89);
        runs.run(method, "pact", "pact", "4", 4, 4, 2, COMPLETED, 0.90);
        runs.run(method, "pact", "pact", "2", 2, 2, 1, RUNNING, 0.40);
        runs.run(method, "pact", "pact", "2", 2, 2, 2, WAITING, null);
        return runs;
    }
}
