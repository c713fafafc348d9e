package io.bitgap.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PublishedTablesTests {
    private final ComparisonTables tables = MigratedDatabase.tables();

    @BeforeAll
    static void importPublishedNumbers() throws Exception {
        ComparisonTablesTests.importPublishedNumbers();
    }

    @Test
    void pactStandsBesideItsReproductionOnBothNetworks() {
        ComparisonTable table = tables.of(PublishedTable.named("pact"));

        assertThat(lines(MarkdownTable.of(table)))
                .containsExactly(
                        "| bits | pact, resnet20 on cifar10 paper | pact, resnet20 on cifar10 reproduction "
                                + "| pact, resnet18 on imagenet paper | pact, resnet18 on imagenet reproduction |",
                        "| ---: | ---: | ---: | ---: | ---: |",
                        "| fp32 | 91.60 % (1) | 92.00 % (2) | 70.20 % (1) | 69.70 % (2) |",
                        "| 4 | 91.30 % (1) | 91.80 % (2) | 69.20 % (1) | 69.40 % (2) |",
                        "| 4 gap | 0.30 pp (1) | 0.20 pp (2) | 1.00 pp (1) | 0.30 pp (2) |",
                        "| 3 | 91.10 % (1) | 91.70 % (2) | 68.10 % (1) | 67.40 % (2) |",
                        "| 3 gap | 0.50 pp (1) | 0.30 pp (2) | 2.10 pp (1) | 2.30 pp (2) |",
                        "| 2 | 89.70 % (1) | 89.70 % (2) | 64.40 % (1) | 60.30 % (2) |",
                        "| 2 gap | 1.90 pp (1) | 2.30 pp (2) | 5.80 pp (1) | 9.40 pp (2) |");
        assertThat(table.experiments()).isEmpty();
        assertThat(LatexTable.of(table, "stored"))
                .contains("\\begin{tabular}{lrrrr}", "bits & paper & reproduction & paper");
        assertThat(CsvTable.of(table)).contains("\"pact, resnet20 on cifar10 paper\"");
    }

    @Test
    void theMethodsOfTheOriginStandSideBySideAndNothingIsMadeUp() {
        ComparisonTable cifar = tables.of(PublishedTable.named("methods-cifar10"));
        ComparisonTable imagenet = tables.of(PublishedTable.named("methods-imagenet"));

        assertThat(lines(MarkdownTable.of(cifar)))
                .contains(
                        "| bits | pact | google-int8 | w-gdrq-act-pact | w-google-act-pact |",
                        "| fp32 | 92.00 % (1) | 92.00 % (1) | 92.00 % (1) | 92.00 % (1) |",
                        "| w3a4 | 91.80 % (1) | 91.10 % (1)\\* | 91.40 % (1)\\* | 91.70 % (1)\\* |",
                        "| 2 | 89.70 % (1) | 67.00 % (1)\\* | 90.30 % (1)\\* | 89.30 % (1)\\* |");
        assertThat(imagenet.rows())
                .extracting(ComparisonTable.Row::label)
                .containsExactly("fp32", "4", "w3a4", "3", "2");
        assertThat(lines(MarkdownTable.of(imagenet)))
                .anyMatch(line -> line.startsWith("| 4 | 69.40 % (1) | 65.80 % (1)\\* | not-published |"));
        assertThat(cifar.notes()).anyMatch(note -> note.contains("level convention \"origin\""));
    }

    @Test
    void anotherNameIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> PublishedTable.named("nothing"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("pact, methods-cifar10, methods-imagenet");
    }

    private static List<String> lines(String markdown) {
        return markdown.lines().filter(line -> line.startsWith("|")).toList();
    }
}
