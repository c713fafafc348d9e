package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.ComparisonTable.Row;
import io.bitgap.comparison.ComparisonTable.RowKind;
import io.bitgap.comparison.ComparisonTable.Subject;
import io.bitgap.training.Replacement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The notes and remarks below a table. */
final class TableNotes {
    private static final int MAX_SUBJECTS = 3;

    private TableNotes() {}

    /** Methods of one name that are not the same. */
    static Set<String> columns(List<Column> columns) {
        Set<String> notes = new LinkedHashSet<>();
        Set<List<String>> known = new HashSet<>();
        for (Column column : columns) {
            if (!known.add(List.of(column.method(), column.network(), column.dataset()))) {
                notes.add(
                        column.label() + " has other options, another start or another recipe than the columns of that "
                                + "name before it.");
            }
        }
        return notes;
    }

    /** Which control a cell has, where a table has several of them. */
    static Set<String> controls(List<Row> rows) {
        Map<String, Set<String>> cells = new LinkedHashMap<>();
        for (Row row : rows) {
            for (Cell cell : row.kind() == RowKind.TOP1 ? row.cells() : List.<Cell>of()) {
                if (cell.control() != null) {
                    cells.computeIfAbsent(cell.control(), any -> new LinkedHashSet<>())
                            .add(cell.method() + " at " + row.setting() + row.marked());
                }
            }
        }
        Set<String> notes = new LinkedHashSet<>();
        if (cells.size() > 1) {
            cells.forEach((control, of) -> notes.add(control + " is the control of " + String.join(", ", of) + "."));
        }
        return notes;
    }

    /** Where another quantizer stands in for a method's: once for all settings with the same ones in the same layers. */
    static Set<String> replaced(List<MeasuredCell> cells) {
        Map<String, Set<String>> settings = new LinkedHashMap<>();
        for (MeasuredCell cell : cells) {
            for (Replacement replacement : cell.replaced()) {
                settings.computeIfAbsent(cell.method() + "\n" + replacement.text(), any -> new LinkedHashSet<>())
                        .add(cell.setting());
            }
        }
        Set<String> notes = new LinkedHashSet<>();
        settings.forEach((what, at) -> notes.add(what.replace("\n", " at " + String.join(", ", at) + ": ") + "."));
        return notes;
    }

    /** What of a network is not computed. */
    static Set<String> networks(List<MeasuredCell> cells) {
        Set<String> notes = new LinkedHashSet<>();
        cells.forEach(cell -> cell.notes().forEach(note -> notes.add(cell.key().network() + ": " + note)));
        return notes;
    }

    /** What nobody has published: a remark, for the numbers are what they are without it. */
    static Set<String> unpublished(List<Subject> experiments, List<Row> rows, ReportedResults results) {
        Set<String> notes = new LinkedHashSet<>();
        boolean anything = rows.stream()
                .flatMap(row -> row.cells().stream())
                .anyMatch(cell -> cell.published().isPresent());
        for (Subject experiment : experiments) {
            if (!results.anythingOn(experiment.network(), experiment.dataset())) {
                notes.add("Nobody has published numbers for " + experiment.trained() + ".");
            } else if (!anything) {
                notes.add("Nobody has published these methods for " + experiment.trained() + ".");
            }
        }
        return notes;
    }

    /** Results that are worth nothing, with what to change: of each run the first of its warnings, equal ones once. */
    static Set<String> doubtful(List<Row> rows) {
        Map<String, Set<String>> runs = new LinkedHashMap<>();
        for (Row row : rows) {
            for (Cell cell : row.kind().gap() ? List.<Cell>of() : row.cells()) {
                String subject = subject(row, cell);
                cell.ownWarnings()
                        .forEach(warning -> runs.computeIfAbsent(warning.message(), any -> new LinkedHashSet<>())
                                .add(subject));
                for (CellRun run : cell.runs()) {
                    run.warnings().stream()
                            .limit(1)
                            .forEach(warning -> runs.computeIfAbsent(warning.message(), any -> new LinkedHashSet<>())
                                    .add(subject + ", seed " + run.seed()));
                }
            }
        }
        Set<String> notes = new LinkedHashSet<>();
        runs.forEach((message, subjects) -> notes.add("⚠ " + some(subjects) + ": " + message));
        return notes;
    }

    /** {@code pact at 4 bits}, or what a row without quantizers is called. */
    static String subject(Row row, Cell cell) {
        return row.kind().unquantized() ? row.label() : cell.method() + " at " + row.setting() + " bits" + row.marked();
    }

    /** The first of them, and how many more there are. */
    static String some(Set<String> subjects) {
        int more = subjects.size() - MAX_SUBJECTS;
        String named = subjects.stream().limit(MAX_SUBJECTS).collect(Collectors.joining("; "));
        return more > 0 ? named + " and " + more + " more" : named;
    }

    /** Where measured numbers stand beside published ones of other options. */
    static Set<String> options(List<Row> rows) {
        Set<String> notes = new LinkedHashSet<>();
        results(rows, (cell, result) -> {
            List<String> differs = result.differs();
            if (differs != null && !differs.isEmpty()) {
                notes.add(cell.method() + " has not the options of " + result.source() + ": "
                        + String.join(", ", differs) + ".");
            }
        });
        return notes;
    }

    /** Whose options are not known, so that nothing is said of a difference: a remark. */
    static Set<String> unknownOptions(List<Row> rows) {
        Set<String> sources = new LinkedHashSet<>();
        results(rows, (cell, result) -> {
            if (result.differs() == null && cell.state() != CellState.NOT_RUN) {
                sources.add(result.source());
            }
        });
        return sources.isEmpty()
                ? Set.of()
                : Set.of("What was trained for the numbers of " + String.join("; ", sources)
                        + " is not listed here option by option, so no difference to them is told.");
    }

    private static void results(List<Row> rows, BiConsumer<Cell, ReportedResult> action) {
        rows.stream()
                .filter(row -> row.kind() == RowKind.TOP1)
                .flatMap(row -> row.cells().stream())
                .forEach(cell -> cell.published().all().forEach(result -> action.accept(cell, result)));
    }

    /** What makes published numbers differ; their cells have an asterisk. */
    static Set<String> published(List<Row> rows, List<ResultOrigin> sides) {
        Set<String> notes = new LinkedHashSet<>();
        for (Row row : rows) {
            for (Cell cell : row.cells()) {
                if (row.kind() == RowKind.TOP1) {
                    sides.stream()
                            .flatMap(side -> side.of(cell.published()).stream())
                            .filter(result -> result.note() != null)
                            .forEach(result -> notes.add("* Published " + cell.method() + ": " + result.note() + "."));
                }
            }
        }
        return notes;
    }
}
