package io.bitgap.experiment.form;

import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds rows to the grid and takes them away. */
final class FormRows {
    private static final String REMOVE = "remove-";

    private FormRows() {}

    /** With a pair of quantizers that is not there yet, ticked like most rows. */
    static ExperimentForm added(ExperimentForm form) {
        List<MethodRow> rows = new ArrayList<>(form.rows());
        List<String> bits = BitWidthColumns.usual(form.rows());
        Map<String, String> pair = newPair(form.rows());
        rows.add(new MethodRow(true, pair, bits.isEmpty() ? List.of("4") : bits, JsonPaths.object()));
        return form.withRows(rows);
    }

    /** @param act {@code remove-<row>}, or anything else */
    static ExperimentForm removed(ExperimentForm form, String act) {
        List<MethodRow> rows = new ArrayList<>();
        for (int i = 0; i < form.rows().size(); i++) {
            if (!act.equals(REMOVE + i)) {
                rows.add(form.rows().get(i));
            }
        }
        return form.withRows(rows);
    }

    private static Map<String, String> newPair(List<MethodRow> rows) {
        List<String> there = rows.stream()
                .map(row -> MethodDocument.name(row.weights(), row.activations()))
                .toList();
        for (String activations : preferred(with(Role.ACTIVATIONS), "pact")) {
            for (String weights : preferred(with(Role.WEIGHTS), "google-int8")) {
                if (!there.contains(MethodDocument.name(weights, activations))) {
                    return MethodRow.pair(weights, activations);
                }
            }
        }
        return MethodRow.pair("none", "none");
    }

    private static List<String> preferred(List<String> names, String first) {
        List<String> ordered = new ArrayList<>(names);
        if (ordered.remove(first)) {
            ordered.add(0, first);
        }
        return ordered;
    }

    /** Quantizers that have a role. */
    static List<String> with(Role role) {
        return Quantizers.catalogue().stream()
                .filter(quantizer -> quantizer.options().containsKey(role))
                .map(QuantizerDescription::name)
                .toList();
    }
}
