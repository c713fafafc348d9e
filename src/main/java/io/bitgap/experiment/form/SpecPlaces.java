package io.bitgap.experiment.form;

import io.bitgap.form.FormErrors;
import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where in the form the parts of a spec stand. */
final class SpecPlaces {
    private static final String GRID = "grid";
    private static final String ROW = "row.";

    private final Set<String> fields;
    private final List<Integer> rows;

    private SpecPlaces(Set<String> fields, List<Integer> rows) {
        this.fields = fields;
        this.rows = rows;
    }

    /**
     * What is wrong with a spec, under the fields of the form.
     *
     * @param fields names of all fields that are shown
     * @param rows for each method of the spec the row of the grid that it is
     */
    static FormErrors errors(List<FieldProblem> problems, Set<String> fields, List<Integer> rows) {
        return new FormErrors(
                problems.stream().map(SpecPlaces::inWordsOfTheForm).toList(), new SpecPlaces(fields, rows)::field);
    }

    private static FieldProblem inWordsOfTheForm(FieldProblem problem) {
        boolean grid = problem.pointer().equals("/methods") || problem.pointer().equals("/bits");
        return grid && problem.code().equals("empty")
                ? new FieldProblem(problem.pointer(), problem.code(), "Tick at least one cell.")
                : problem;
    }

    /** The field of the longest part of the pointer that is one. */
    private String field(String pointer) {
        if (pointer.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>(List.of(
                pointer.substring(1).replace("~1", "/").replace("~0", "~").split("/", -1)));
        String place = parts.get(0);
        if (place.equals("bits") || place.equals("methods") && parts.size() == 1) {
            return GRID;
        }
        if (place.equals("methods")) {
            String row = row(parts.get(1));
            return row.isEmpty() ? GRID : known(row, parts.subList(2, parts.size()));
        }
        return place.equals("recipe") && parts.size() == 1 ? "recipe.name" : known("", parts);
    }

    private String known(String prefix, List<String> parts) {
        for (int size = parts.size(); size > 0; size--) {
            String name = prefix + String.join(".", parts.subList(0, size));
            if (fields.contains(name)) {
                return name;
            }
            if (fields.contains(name + ".quantizer")) {
                return name + ".quantizer";
            }
        }
        return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    }

    /** {@code row.3.}; empty where the method is no row. */
    private String row(String index) {
        try {
            int method = Integer.parseInt(index);
            return method < rows.size() ? ROW + rows.get(method) + "." : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
