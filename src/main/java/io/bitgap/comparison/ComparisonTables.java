package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.ComparisonTable.Row;
import io.bitgap.comparison.ComparisonTable.Subject;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.run.RunPurpose;
import io.bitgap.training.BitWidths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Builds the tables of stored experiments and of published numbers. */
@Service
public class ComparisonTables {
    private final MeasuredCells measured;
    private final CellComparisons comparisons;
    private final PublishedNumbers published;

    ComparisonTables(MeasuredCells measured, CellComparisons comparisons, PublishedNumbers published) {
        this.measured = measured;
        this.comparisons = comparisons;
        this.published = published;
    }

    /** The experiment as it stands now, finished or not, after each run's last epoch. */
    public ComparisonTable of(ExperimentView experiment, TableStyle style) {
        return of(List.of(experiment), style, MeasuredValue.LAST);
    }

    /**
     * Experiments as they stand now, finished or not. Runs that differ in nothing but their seeds share a cell, whichever
     * experiment they belong to; what was trained on other terms has rows of its own.
     */
    public ComparisonTable of(List<ExperimentView> experiments, TableStyle style, MeasuredValue value) {
        List<List<ExperimentView>> groups = TrainingProtocol.groups(experiments);
        List<TrainingProtocol> terms = TrainingProtocol.of(groups);
        List<UUID> ids = new ArrayList<>();
        List<Integer> termsOf = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            for (ExperimentView experiment : groups.get(group)) {
                ids.add(experiment.id());
                termsOf.add(group);
            }
        }
        List<MeasuredCell> cells = measured.of(ids, termsOf, value);
        TableColumns columns = TableColumns.of(cells);
        List<Subject> subjects =
                experiments.stream().map(ComparisonTables::subject).toList();
        ReportedResults results = new ReportedResults(subjects.stream()
                .map(subject -> List.of(subject.network(), subject.dataset()))
                .distinct()
                .flatMap(on -> published.of(on.get(0), on.get(1)).stream())
                .toList());
        TableRows build =
                new TableRows(columns, cells, results, comparisons.of(cells, value), style == TableStyle.PAPER_VS_OURS);
        List<Row> rows = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            int own = group;
            List<BitWidths> settings = cells.stream()
                    .filter(cell ->
                            cell.purpose() == RunPurpose.QUANTIZED && cell.key().terms() == own)
                    .map(MeasuredCell::widths)
                    .distinct()
                    .toList();
            rows.addAll(
                    build.of(group, terms.get(group).mark(), experiments.size() == 1 ? settings : wideFirst(settings)));
        }
        List<ResultOrigin> sides = style == TableStyle.PAPER_VS_OURS
                ? List.of(ResultOrigin.MEASURED, ResultOrigin.PUBLISHED)
                : List.of(ResultOrigin.MEASURED);
        return new ComparisonTable(
                experiments.stream().map(ExperimentView::name).collect(Collectors.joining(", ")),
                subjects,
                style,
                value,
                value.measure(),
                sides,
                columns.columns(),
                List.copyOf(rows),
                terms,
                CitationNumbers.of(rows, sides),
                notes(
                        cells,
                        sides.contains(ResultOrigin.PUBLISHED) ? standIns(subjects) : List.of(),
                        columns.columns(),
                        rows,
                        terms,
                        sides),
                sides.contains(ResultOrigin.PUBLISHED) ? remarks(subjects, rows, results) : List.of());
    }

    /** A table of published numbers alone, as its source has it. */
    public ComparisonTable of(PublishedTable cited) {
        List<PublishedNumber> numbers =
                published.all().stream().filter(cited::has).toList();
        TableColumns columns = TableColumns.cited(numbers);
        TableRows build = new TableRows(
                columns, List.of(), new ReportedResults(numbers), Map.of(), cited.style() == TableStyle.PAPER_VS_OURS);
        List<Row> rows = build.of(
                0,
                "",
                wideFirst(numbers.stream()
                        .map(PublishedNumber::widths)
                        .filter(widths -> !widths.equals(BitWidths.FP32))
                        .toList()));
        return new ComparisonTable(
                cited.title(),
                List.of(),
                cited.style(),
                MeasuredValue.LAST,
                "top-1 as published",
                cited.sides(),
                columns.columns(),
                rows,
                List.of(),
                CitationNumbers.of(rows, cited.sides()),
                List.copyOf(TableNotes.published(rows, cited.sides())),
                List.of());
    }

    /** Each once, many bits before few. */
    private static List<BitWidths> wideFirst(List<BitWidths> settings) {
        return settings.stream().distinct().sorted(BitWidths.WIDEST_FIRST).toList();
    }

    private static List<String> notes(
            List<MeasuredCell> cells,
            List<String> standIns,
            List<Column> columns,
            List<Row> rows,
            List<TrainingProtocol> terms,
            List<ResultOrigin> sides) {
        Set<String> notes = new LinkedHashSet<>();
        if (terms.size() > 1) {
            terms.forEach(each -> notes.add(each.text()));
        }
        notes.addAll(TableNotes.doubtful(rows));
        notes.addAll(ComparisonNotes.tested(rows));
        notes.addAll(ComparisonNotes.unknown(rows));
        notes.addAll(TableNotes.controls(rows));
        notes.addAll(TableNotes.columns(columns));
        notes.addAll(TableNotes.replaced(cells));
        notes.addAll(TableNotes.networks(cells));
        notes.addAll(standIns);
        if (sides.contains(ResultOrigin.PUBLISHED)) {
            notes.addAll(TableNotes.options(rows));
        }
        notes.addAll(TableNotes.published(rows, sides));
        return List.copyOf(notes);
    }

    private static List<String> remarks(List<Subject> subjects, List<Row> rows, ReportedResults results) {
        Set<String> remarks = new LinkedHashSet<>(TableNotes.unpublished(subjects, rows, results));
        remarks.addAll(TableNotes.unknownOptions(rows));
        return List.copyOf(remarks);
    }

    private List<String> standIns(List<Subject> experiments) {
        return experiments.stream()
                .flatMap(experiment -> published.standIn(experiment.network(), experiment.dataset()).stream())
                .distinct()
                .toList();
    }

    private static Subject subject(ExperimentView experiment) {
        return new Subject(
                experiment.id(),
                experiment.slug(),
                experiment.name(),
                experiment.state(),
                text(experiment, "network"),
                text(experiment, "dataset"),
                text(experiment, "levelConvention"));
    }

    private static String text(ExperimentView experiment, String field) {
        Object value = experiment.spec().get(field);
        return value == null ? "" : value.toString();
    }
}
