package io.bitgap.experiment.form;

import io.bitgap.form.FieldKind;
import io.bitgap.form.FormField;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.training.Recipes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content of the form for a new experiment, as typed. Nothing is checked here: {@link FormSpec} turns it into the JSON of
 * {@code POST /experiments}, and that is checked where all specs are.
 *
 * @param token makes a form that is sent twice one experiment
 * @param values what was typed, by names of {@link SpecFields}
 * @param rows of the grid; those with a tick are the methods
 * @param columns settings of the grid
 * @param rest what the spec has beyond that
 */
public record ExperimentForm(
        String token, Map<String, String> values, List<MethodRow> rows, List<String> columns, ObjectNode rest) {
    private static final int MAX_ROWS = 100;
    private static final String LEFT = "left-";

    public ExperimentForm {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** A form that can be sent as it is, but for its name. */
    static ExperimentForm fresh(String token) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("network", "resnet8");
        values.put("dataset", "shapes10");
        values.put("seeds", "1");
        values.put(SpecFields.PRESET.name(), Recipes.DEFAULT);
        String ticked = Quantizers.suggested(Role.ACTIVATIONS);
        List<MethodRow> rows = MethodRow.offered().stream()
                .map(name -> MethodRow.both(name, name.equals(ticked) ? List.of("4", "2") : List.of()))
                .toList();
        return new ExperimentForm(token, values, rows, BitWidthColumns.OFFERED, JsonPaths.object());
    }

    /** A browser leaves out what is not ticked, a script whatever it likes. */
    static ExperimentForm of(MultiValueMap<String, String> sent) {
        Map<String, String> values = new LinkedHashMap<>();
        ObjectNode rest = JsonPaths.hidden(text(sent, "rest"));
        take(SpecFields.all(), sent, "", values, rest);
        List<MethodRow> rows = new ArrayList<>();
        for (int i = 0; i < MAX_ROWS && sent.containsKey(prefix(i) + MethodRow.WEIGHTS); i++) {
            rows.add(row(sent, prefix(i)));
        }
        List<String> columns = sent.getOrDefault("columns", List.of());
        List<String> more = FieldKind.words(text(sent, "moreBits")).stream()
                .filter(setting -> !columns.contains(setting))
                .distinct()
                .toList();
        ExperimentForm form = new ExperimentForm(text(sent, "token"), values, rows, columns, rest).adding(more);
        String act = text(sent, "act");
        form = act.equals("add") ? FormRows.added(form) : FormRows.removed(form.moved(act), act);
        if (!form.methods().isEmpty()) {
            FormSpec.forgetGrid(rest);
        }
        return form;
    }

    /** New settings are ticked wherever anything is. */
    private ExperimentForm adding(List<String> settings) {
        List<MethodRow> ticked = new ArrayList<>();
        for (MethodRow row : rows) {
            List<String> bits = new ArrayList<>(row.bits());
            if (!bits.isEmpty()) {
                bits.addAll(settings);
            }
            ticked.add(row.with(bits));
        }
        List<String> ordered = new ArrayList<>(BitWidthColumns.columns(
                columns, ticked.stream().flatMap(row -> row.bits().stream()).toList()));
        ordered.removeIf(setting -> !BitWidthColumns.OFFERED.contains(setting)
                && ticked.stream().noneMatch(row -> row.bits().contains(setting)));
        return withRows(ticked).ordered(ordered);
    }

    /** @param act {@code left-<column>}, or anything else */
    private ExperimentForm moved(String act) {
        List<String> ordered = new ArrayList<>(columns);
        for (int i = 1; i < ordered.size(); i++) {
            if (act.equals(LEFT + i)) {
                Collections.swap(ordered, i - 1, i);
                return ordered(ordered);
            }
        }
        return this;
    }

    /** With these columns; what is ticked follows their order. */
    private ExperimentForm ordered(List<String> settings) {
        List<MethodRow> sorted = rows.stream()
                .map(row ->
                        row.with(settings.stream().filter(row.bits()::contains).toList()))
                .toList();
        return new ExperimentForm(token, values, sorted, settings, rest);
    }

    ExperimentForm withRows(List<MethodRow> otherRows) {
        return new ExperimentForm(token, values, otherRows, columns, rest);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** Indexes of the rows that are methods, in their order. */
    List<Integer> methods() {
        List<Integer> ticked = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).bits().isEmpty()) {
                ticked.add(i);
            }
        }
        return ticked;
    }

    static String prefix(int row) {
        return "row." + row + ".";
    }

    private static MethodRow row(MultiValueMap<String, String> sent, String prefix) {
        Map<String, String> values =
                MethodRow.pair(text(sent, prefix + MethodRow.WEIGHTS), text(sent, prefix + MethodRow.ACTIVATIONS));
        List<String> bits = sent.getOrDefault(prefix + "bits", List.of());
        ObjectNode rest = JsonPaths.hidden(text(sent, prefix + "rest"));
        MethodRow row = new MethodRow(!text(sent, prefix + "own").isEmpty(), values, bits, rest);
        take(row.fields(), sent, prefix, values, rest);
        return row;
    }

    /** What is typed into a field replaces what the JSON had there beyond the form. */
    private static void take(
            List<FormField> fields,
            MultiValueMap<String, String> sent,
            String prefix,
            Map<String, String> values,
            ObjectNode rest) {
        for (FormField field : fields) {
            String text = text(sent, prefix + field.name());
            if (!text.isEmpty()) {
                values.put(field.name(), text);
                JsonPaths.take(rest, field.name());
            }
        }
    }

    private static String text(MultiValueMap<String, String> sent, String field) {
        String value = sent.getFirst(field);
        return value == null ? "" : value.strip();
    }
}
