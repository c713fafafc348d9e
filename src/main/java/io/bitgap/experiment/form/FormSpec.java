package io.bitgap.experiment.form;

import io.bitgap.form.FormField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts a form to a spec and back. What is empty is left out and gets its default; what a form has no field for it carries
 * along, so that nothing of a spec is lost on its way through the form.
 */
final class FormSpec {
    private static final String RECIPE = "recipe";
    private static final String METHODS = "methods";
    private static final String BITS = "bits";

    private FormSpec() {}

    static ObjectNode of(ExperimentForm form) {
        ObjectNode spec = JsonPaths.object();
        put(spec, form, SpecFields.beforeGrid());
        putGrid(spec, form);
        put(spec, form, SpecFields.afterGrid());
        JsonPaths.join(spec, form.rest());
        JsonNode recipe = spec.path(RECIPE);
        if (recipe.size() == 1 && recipe.path("name").isString()) {
            spec.set(RECIPE, recipe.get("name"));
        }
        return spec;
    }

    /** A grid that no ticks can say is in the rest. */
    private static void putGrid(ObjectNode spec, ExperimentForm form) {
        List<String> bits = BitWidthColumns.mostCommon(form.rows());
        if (!form.rest().has(METHODS)) {
            ArrayNode methods = spec.putArray(METHODS);
            for (int index : form.methods()) {
                MethodRow row = form.rows().get(index);
                methods.add(MethodDocument.of(row, row.bits().equals(bits) ? List.of() : row.bits()));
            }
        }
        if (!form.rest().has(BITS)) {
            bits.forEach(spec.putArray(BITS)::add);
        }
    }

    private static void put(ObjectNode spec, ExperimentForm form, List<FormField> fields) {
        for (FormField field : fields) {
            String text = form.value(field.name());
            if (!text.isEmpty()) {
                JsonPaths.put(spec, field.name(), field.kind().value(text));
            }
        }
    }

    static ExperimentForm form(String token, ObjectNode spec) {
        ObjectNode rest = spec.deepCopy();
        if (rest.path(RECIPE).isString()) {
            rest.set(RECIPE, JsonPaths.object().set("name", rest.get(RECIPE)));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (FormField field : SpecFields.all()) {
            JsonNode value = JsonPaths.at(rest, field.name());
            if (value != null) {
                field.kind().text(value).ifPresent(text -> {
                    values.put(field.name(), text);
                    JsonPaths.take(rest, field.name());
                });
            }
        }
        List<String> bits = List.of();
        List<MethodRow> rows = new ArrayList<>();
        JsonNode methods = rest.path(METHODS);
        if (methods.isArray() && !methods.isEmpty() && BitWidthColumns.canTick(rest.path(BITS))) {
            bits = BitWidthColumns.texts(rest.path(BITS));
            for (JsonNode method : methods) {
                MethodRow row = MethodDocument.row(method, bits);
                rows.add(rows.stream().anyMatch(other -> offers(other, row.weights())) ? row.asOwn() : row);
            }
            forgetGrid(rest);
        }
        return new ExperimentForm(token, values, withOffered(rows), columns(bits, rows), rest);
    }

    static void forgetGrid(ObjectNode rest) {
        rest.remove(List.of(METHODS, BITS));
    }

    /** Whatever is not among them can still be ticked. */
    private static List<MethodRow> withOffered(List<MethodRow> rows) {
        List<MethodRow> all = new ArrayList<>(rows);
        MethodRow.offered().stream()
                .filter(name -> rows.stream().noneMatch(row -> offers(row, name)))
                .forEach(name -> all.add(MethodRow.both(name, List.of())));
        return all;
    }

    private static boolean offers(MethodRow row, String quantizer) {
        return !row.own() && row.weights().equals(quantizer);
    }

    private static List<String> columns(List<String> bits, List<MethodRow> rows) {
        return BitWidthColumns.columns(
                bits, rows.stream().flatMap(row -> row.bits().stream()).toList());
    }
}
