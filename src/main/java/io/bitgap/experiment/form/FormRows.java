package io.bitgap.experiment.form;

import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds rows to the grid and takes them away. */
final class FormRows {
    private static final String REMOVE = "remove-";

    private FormRows() {}

    /** With a pair of quantizers that is not there yet, ticked like most rows. */
    static ExperimentForm added(ExperimentForm form) {
        List<MethodRow> rows = new ArrayList<>(form.rows());
        List<String> bits = BitWidthColumns.mostCommon(form.rows());
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
        for (String activations : preferred(Role.ACTIVATIONS)) {
            for (String weights : preferred(Role.WEIGHTS)) {
                if (!there.contains(MethodDocument.name(weights, activations))) {
                    return MethodRow.pair(weights, activations);
                }
            }
        }
        return MethodRow.pair(MethodRow.NONE, MethodRow.NONE);
    }

    /** Quantizers that have a role, the suggested one first. */
    private static Set<String> preferred(Role role) {
        Set<String> names = new LinkedHashSet<>(Set.of(Quantizers.suggested(role)));
        names.addAll(Quantizers.with(role));
        return names;
    }
}
