package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.experiment.ExperimentState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of methods by bit widths, with measured beside published results. Page, JSON, CSV, Markdown and LaTeX are written from
 * this one object. Values are fractions; nothing in it is typed in, gaps are computed:
 *
 * <p>gap = mean over seeds of (fp32 top-1 of the seed - quantized top-1 of the same seed). Worked number: seeds 1 and 2,
 * fp32 0.90 and 0.92, 4 bits 0.89 and 0.90: gap = (0.01 + 0.02) / 2 = 0.015, mean 0.895, std = 0.00707.
 *
 * @param title whose table it is
 * @param experiments the experiments whose runs are in it; none in a table of published numbers alone
 * @param value which epoch's top-1 is measured
 * @param measure what the numbers are
 * @param sides what stands under each column, from left to right
 * @param columns the methods in the order of the spec
 * @param rows fp32, its controls, then the settings; once for each of the terms
 * @param terms the terms on which experiments were trained; a single one in most tables
 * @param sources the sources of the published numbers in it, each once, as {@code kind: source}
 * @param notes what a reader must know about the numbers that are shown, wherever they are printed
 * @param remarks what is worth knowing beside the table, and no part of it: that nobody has published any of it
 */
public record ComparisonTable(
        String title,
        List<Subject> experiments,
        TableStyle style,
        MeasuredValue value,
        String measure,
        List<ResultOrigin> sides,
        List<Column> columns,
        List<Row> rows,
        List<TrainingProtocol> terms,
        List<String> sources,
        List<String> notes,
        List<String> remarks) {
    /** One experiment in it. */
    public record Subject(
            UUID id,
            String slug,
            String name,
            ExperimentState state,
            String network,
            String dataset,
            String levelConvention) {
        String trained() {
            return network + " on " + dataset;
        }
    }

    /**
     * One method on one network and data set.
     *
     * @param label its head: the method, and what tells it apart from other columns
     * @param publishedAs the name of its quantizers in published numbers, whatever their options
     */
    public record Column(
            String method,
            String label,
            String network,
            String dataset,
            @Nullable String publishedAs) {
        /** A method as it is published. */
        public static Column published(String method, String network, String dataset) {
            return new Column(method, method, network, dataset, method);
        }
    }

    /** What a row's means are. */
    public enum RowKind {
        FP32("fp32"),
        /** fp32 that was trained on from the baseline as the quantized runs were. */
        CONTROL("control"),
        TOP1("top1"),
        GAP("gap"),
        GAP_TO_CONTROL("gap-to-control");

        private final String word;

        RowKind(String word) {
            this.word = word;
        }

        @JsonValue
        public String word() {
            return word;
        }

        /** Whether its means are differences. */
        public boolean gap() {
            return this == GAP || this == GAP_TO_CONTROL;
        }

        /** Whether it is of runs without quantizers. */
        public boolean unquantized() {
            return this == FP32 || this == CONTROL;
        }
    }

    /**
     * One setting, or the gap of one setting. The cells are in the order of the columns.
     *
     * @param mark of its terms; empty where the table has one of them only
     */
    public record Row(
            String label,
            RowKind kind,
            String setting,
            int weightBits,
            int activationBits,
            String mark,
            List<Cell> cells) {
        /** Its mark as it is written behind a name. */
        String marked() {
            return mark.isEmpty() ? "" : " (" + mark + ")";
        }
    }

    /** The experiment of a table that has a single one. */
    @JsonProperty
    @Schema(description = "The experiment, where the table has a single one")
    public @Nullable Subject experiment() {
        return experiments.size() == 1 ? experiments.get(0) : null;
    }

    /** The number of a result's source in {@link #sources}, from 1. */
    public int sourceNumber(ReportedResult result) {
        return sources.indexOf(result.cited()) + 1;
    }

    /** Whether a result has an asterisk in rows of that kind: its note is below the table. */
    public boolean noted(ReportedResult result, RowKind kind) {
        return result.note() != null && !kind.unquantized();
    }

    /** Whether anybody has published a number for one of its cells. */
    public boolean anythingPublished() {
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .anyMatch(cell -> cell.published().isPresent());
    }

    /** Its sides without those that nothing stands in: a column of dashes helps nobody. */
    public List<ResultOrigin> shownSides() {
        return anythingPublished()
                ? sides
                : sides.stream().filter(side -> side != ResultOrigin.PUBLISHED).toList();
    }

    /** The most epochs that one of its quantized runs has. */
    public int epochs() {
        return rows.stream()
                .filter(row -> !row.kind().unquantized())
                .flatMap(row -> row.cells().stream())
                .flatMap(cell -> cell.runs().stream())
                .mapToInt(CellRun::epochs)
                .max()
                .orElse(0);
    }

    /** {@code resnet20 on cifar10}; empty where its columns are not all of one network and data set. */
    public Optional<String> trained() {
        List<String> trained = columns.stream()
                .map(column -> column.network() + " on " + column.dataset())
                .distinct()
                .toList();
        return trained.size() == 1 ? Optional.of(trained.get(0)) : Optional.empty();
    }

    /** What the table is, in a line: its caption. */
    public String caption() {
        String gap = experiments.isEmpty() ? "" : "; gap: fp32 minus quantized of the same seeds";
        gap += controlled() ? "; gap to control: fp32 trained on as long minus quantized" : "";
        return title + ": " + trained().map(trained -> trained + "; ").orElse("") + measure + gap;
    }

    /** Whether one of its cells has a control. */
    public boolean controlled() {
        return rows.stream().anyMatch(row -> row.kind() == RowKind.CONTROL);
    }

    /** Whether the gap of one of its cells has an interval. */
    public boolean intervals() {
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .anyMatch(cell -> cell.comparison() != null
                        && cell.comparison().judgement().interval() != null);
    }

    /** Whether one of its cells has several seeds: then the others say that they have one. */
    public boolean severalSeeds() {
        return seeds().anyMatch(n -> n > 1);
    }

    /** The number of seeds that most of its numbers have, of several the largest; 0 where nothing was measured. */
    int usualSeeds() {
        Map<Integer, Long> counts =
                seeds().boxed().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Whether all of its numbers have as many seeds. */
    boolean evenSeeds() {
        return seeds().distinct().count() <= 1;
    }

    private IntStream seeds() {
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> cell.mean() != null)
                .mapToInt(Cell::n);
    }
}
