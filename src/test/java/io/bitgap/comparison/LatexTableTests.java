package io.bitgap.comparison;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class LatexTableTests {
    private static final JdbcClient JDBC = MigratedDatabase.jdbc();
    private static final String HOSTILE = "\\input{/etc/passwd} 50% & $x_1^2$ #1 ~ {a [b] *c\n\\\\%\u2028end}";
    private final ComparisonTables tables = MigratedDatabase.tables();

    @BeforeAll
    static void importPublishedNumbers() throws Exception {
        ComparisonTablesTests.importPublishedNumbers();
    }

    @AfterEach
    void removeWhatPeopleAdded() {
        JDBC.sql("delete from published where added_at is not null").update();
    }

    @Test
    void paperAgainstOursHasTheCellsOfThePage() {
        String latex =
                LatexTable.of(tables.of(stored("PACT again", "pact").view(), TableStyle.PAPER_VS_OURS), "stored");

        assertThat(latex)
                .contains(
                        "of the same seeds; n=2 where a cell says nothing else}\n\\label{tab:stored}\n",
                        "60.00 \\% (n=1)")
                .contains("\\begin{tabular}{lrrrr}\n\\toprule\n"
                        + " & \\multicolumn{2}{c}{pact} & \\multicolumn{2}{c}{dorefa} \\\\\n"
                        + "\\cmidrule(lr){2-3}\\cmidrule(lr){4-5}\n"
                        + "bits & measured & published & measured & published \\\\\n\\midrule\n"
                        + "fp32 & 91.00 \\% $\\pm$ 1.41 & 91.60 \\% (1), 92.00 \\% (2) & 91.00 \\% $\\pm$ 1.41"
                        + " & not-published \\\\\n\\midrule\n"
                        + "4 & 89.50 \\% $\\pm$ 0.71 & 91.30 \\% (1), 91.80 \\% (2)")
                .contains("\n4 gap & 1.50 pp $\\pm$ 0.71 {[}-4.85, 7.85{]} ? & 0.30 pp (1), 0.20 pp (2) & not-run & ")
                .contains("\n2 & running (now 40.00 \\%) & 89.70 \\% (1)")
                .contains("\n(1) paper: PACT, arXiv 1805.06085, as cited by mx\\_quant\\_op README\\par\n")
                .contains("\n(2) reproduction: mx\\_quant\\_op README\\par\n");
    }

    @Test
    void methodsSideBySideHaveNeitherGapRowsNorSources() {
        String latex = LatexTable.of(tables.of(stored("methods", "pact").view(), TableStyle.METHODS), "stored");

        assertThat(latex)
                .contains("\\begin{tabular}{lrr}\n\\toprule\nbits & pact & dorefa \\\\\n\\midrule\nfp32 & ")
                .contains("\n4 & 89.50 \\% $\\pm$ 0.71, gap 1.50 pp {[}-4.85, 7.85{]} ? & not-run \\\\\n")
                .doesNotContain("gap &", "published");
    }

    @ParameterizedTest
    @EnumSource(TableStyle.class)
    void everyRowHasAsManyCellsAsColumnsAndEveryMarkdownNumberIsInIt(TableStyle style) {
        ComparisonTable table = tables.of(stored("same", "pact").view(), style);
        String latex = LatexTable.of(table, "stored");

        int columns = spec(latex).length();
        List<String> rows = latex.lines().filter(line -> line.endsWith(" \\\\")).toList();
        assertThat(rows).hasSize(table.rows().size() + (style == TableStyle.METHODS ? 1 : 2));
        rows.stream()
                .filter(row -> !row.contains("multicolumn"))
                .forEach(row -> assertThat(ampersands(row)).as(row).isEqualTo(columns - 1));
        Matcher number = Pattern.compile("\\d+\\.\\d\\d").matcher(MarkdownTable.of(table));
        while (number.find()) {
            assertThat(latex).contains(number.group());
        }
    }

    @ParameterizedTest
    @EnumSource(TableStyle.class)
    void namesOfPeopleChangeNeitherItsShapeNorItsCommands(TableStyle style) {
        cite("pact", HOSTILE);
        String latex = LatexTable.of(tables.of(stored(HOSTILE, HOSTILE).view(), style), "stored");

        assertThat(braces(latex)).as("open braces at its end").isZero();
        assertThat(open(latex)).as("open environments at its end").isEmpty();
        assertThat(latex).doesNotContain("\\input", "\n\\\\", "\u2028");
        assertThat(latex.lines().filter(line -> line.startsWith("%"))).hasSize(1);
        int columns = spec(latex).length();
        assertThat(latex.lines().filter(line -> line.startsWith("4 & ")).map(LatexTableTests::ampersands))
                .containsExactly(columns - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a & b          | a \\& b
            50% _ # $      | 50\\% \\_ \\# \\$
            {x}            | \\{x\\}
            \\begin        | \\textbackslash{}begin
            ~ ^            | \\textasciitilde{} \\textasciicircum{}
            <b> `          | \\textless{}b\\textgreater{} \\textasciigrave{}
            [1] *          | {[}1{]} {*}
            a--b ''        | a-{}-b '{}'
            0.5 ± 0.1 – é  | 0.5 $\\pm$ 0.1 -- é
            α=6 ≤ 4·b → µΩ | $\\alpha$=6 $\\leq$ 4$\\cdot$b $\\rightarrow$ $\\mu$$\\Omega$
            2² x₁ 10⁴ “q”… | 2$^2$ x$_1$ 10$^4$ ``q''{}\\ldots{}
            é Größe ŝ      | é Größe ŝ
            試験 🚀         | 試験 🚀
            """)
    void specialCharactersPrintAsThemselves(String text, String latex) {
        assertThat(LatexText.of(text)).isEqualTo(latex);
    }

    @Test
    void minusIsAMinusAndAHyphenStaysOne() {
        StoredRuns runs = new StoredRuns(JDBC, "better", "resnet20", "cifar10");
        runs.baseline(1, COMPLETED, 0.90);
        runs.run("w-google-act-pact", 4, 1, COMPLETED, 0.91);

        assertThat(LatexTable.of(tables.of(runs.view(), TableStyle.METHODS), "better"))
                .contains("bits & w-google-act-pact", "4 & 91.00 \\%, gap $-$1.00 pp")
                .doesNotContain("n=");
    }

    @Test
    void whatPdflatexCannotPrintIsSaidInTheFirstLine() {
        String engine = "% compile with xelatex or lualatex";
        String plain = "Größe 4 bit — PACT α=6 ≤ 4·b → µ";

        assertThat(LatexTable.of(tables.of(stored(plain, plain).view(), TableStyle.METHODS), "plain"))
                .startsWith("% needs \\usepackage{booktabs}\n")
                .contains("Größe 4 bit --- PACT $\\alpha$=6");
        for (String other : List.of("試験", "🚀", "Ж", "ð", "€")) {
            assertThat(LatexTable.of(tables.of(stored(other, "pact").view(), TableStyle.METHODS), "other"))
                    .as(other)
                    .startsWith(engine)
                    .contains(other);
        }
    }

    @Test
    void anExperimentOfBaselinesOnlyIsATableOfOneColumn() {
        StoredRuns runs = new StoredRuns(JDBC, "alone", "resnet20", "cifar10");
        runs.baseline(1, COMPLETED, 0.9);

        assertThat(LatexTable.of(tables.of(runs.view(), TableStyle.PAPER_VS_OURS), "stored"))
                .contains("\\begin{tabular}{l}\n", "\nfp32 \\\\\n");
    }

    private static void cite(String method, String source) {
        String body =
                """
                {"network": "resnet20", "dataset": "cifar10", "method": "%s", "weightBits": 4, "activationBits": 4,
                 "top1": 0.9, "kind": "paper", "source": %s}
                """.formatted(method, JsonMapper.shared().writeValueAsString(source.replaceAll("[\n\u2028]", " ")));
        MigratedDatabase.published().add(JsonMapper.shared().readTree(body));
    }

    private static String spec(String latex) {
        Matcher spec = Pattern.compile("\\\\begin\\{tabular}\\{(l?r*)}").matcher(latex);
        assertThat(spec.find()).isTrue();
        return spec.group(1);
    }

    private static int ampersands(String row) {
        return row.replace("\\&", "").replaceAll("[^&]", "").length();
    }

    private static int braces(String latex) {
        String plain = latex.replaceAll("(?m)^%.*$", "")
                .replace("\\\\", "")
                .replace("\\{", "")
                .replace("\\}", "");
        int depth = 0;
        for (char next : plain.toCharArray()) {
            depth += next == '{' ? 1 : next == '}' ? -1 : 0;
            assertThat(depth).isNotNegative();
        }
        return depth;
    }

    private static Deque<String> open(String latex) {
        Deque<String> open = new ArrayDeque<>();
        Matcher command = Pattern.compile("\\\\(begin|end)\\{(\\w+)}").matcher(latex);
        while (command.find()) {
            if (command.group(1).equals("begin")) {
                open.push(command.group(2));
            } else {
                assertThat(open.pop()).isEqualTo(command.group(2));
            }
        }
        return open;
    }

    private static StoredRuns stored(String name, String method) {
        StoredRuns runs = new StoredRuns(JDBC, name, "resnet20", "cifar10");
        runs.baseline(1, COMPLETED, 0.90);
        runs.baseline(2, COMPLETED, 0.92);
        runs.run(method, "pact", "pact", "4", 4, 4, 1, COMPLETED, 0.89);
        runs.run(method, "pact", "pact", "4", 4, 4, 2, COMPLETED, 0.90);
        runs.run(method, "pact", "pact", "2", 2, 2, 1, RUNNING, 0.40);
        runs.run("dorefa", 2, 1, COMPLETED, 0.60);
        return runs;
    }
}
