package io.bitgap.experiment.form;

import io.bitgap.form.FormErrors;
import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in the form the parts of a spec stand. */
final class SpecPlaces {
    private static final String GRID = "grid";
    private static final String ROW = "row.";
    private static final Pattern IN_ROW = Pattern.compile("row\\.(\\d+)(?:\\.(.+))?");

    private final Set<String> fields;
    private final List<Integer> rows;

    /**
     * @param fields names of all fields that are shown
     * @param rows for each method of the spec the row of the grid that it is
     */
    SpecPlaces(Set<String> fields, List<Integer> rows) {
        this.fields = fields;
        this.rows = rows;
    }

    /**
     * What is wrong, for a list of it all.
     *
     * @param id of the element that it belongs to
     * @param subject what that is called in the form; a pointer where the form has no field for it
     */
    public record Mistake(String id, String subject, String message) {}

    /** What is wrong with a spec, under the fields of the form. */
    FormErrors errors(List<FieldProblem> problems) {
        return new FormErrors(
                problems.stream().map(SpecPlaces::inWordsOfTheForm).toList(), this::field);
    }

    /** The same with its subjects, each once. */
    List<Mistake> mistakes(List<FieldProblem> problems, ExperimentForm form) {
        return problems.stream()
                .map(SpecPlaces::inWordsOfTheForm)
                .map(problem -> {
                    String field = field(problem.pointer());
                    String subject = field.isEmpty() ? problem.pointer() : subject(field, form);
                    return new Mistake(id(field), subject, problem.message());
                })
                .distinct()
                .toList();
    }

    private static String id(String field) {
        Matcher inRow = IN_ROW.matcher(field);
        boolean shown = !field.equals(GRID) && !(inRow.matches() && inRow.group(2) == null);
        return field.isEmpty() ? "said" : field.replace('.', '-') + (shown ? "" : "-wrong");
    }

    private static String subject(String field, ExperimentForm form) {
        if (field.equals(GRID)) {
            return "Methods and bits";
        }
        Matcher inRow = IN_ROW.matcher(field);
        if (inRow.matches()) {
            MethodRow row = form.rows().get(Integer.parseInt(inRow.group(1)));
            String part = inRow.group(2);
            return row.title() + (part == null ? "" : ": " + part.replace(".options.", ", "));
        }
        String group = field.startsWith("baseline.")
                ? "Baseline: "
                : field.startsWith("recipe.") && !field.equals(SpecFields.PRESET.name()) ? "Fine-tuning: " : "";
        return SpecFields.all().stream()
                .filter(one -> one.name().equals(field))
                .map(one -> group + one.label())
                .findFirst()
                .orElse(field);
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
