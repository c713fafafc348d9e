package io.bitgap.quantizer.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.util.MultiValueMap;

/**
 * What stands in the form of a quantizer's page, as it was typed; all of it is the query of the page's address. Fields are
 * named as the request's members are: {@code options.signed} is {@code /options/signed}.
 *
 * @param reach largest magnitude of the sample
 * @param options by name, only those that are not empty
 * @param parameters by name, only those that are not empty
 */
public record CurveForm(
        String role, String bits, String reach, Map<String, String> options, Map<String, String> parameters) {
    static final String OPTIONS = "options.";
    static final String PARAMETERS = "parameters.";

    static CurveForm of(MultiValueMap<String, String> query) {
        return new CurveForm(
                text(query, "role", "activations"),
                text(query, "bits", "4"),
                text(query, "reach", "1"),
                named(query, OPTIONS),
                named(query, PARAMETERS));
    }

    /** @param field {@code options.signed} or {@code parameters.alpha} */
    public String value(String field) {
        String name = field.substring(field.indexOf('.') + 1);
        return (field.startsWith(OPTIONS) ? options : parameters).getOrDefault(name, "");
    }

    private static Map<String, String> named(MultiValueMap<String, String> query, String prefix) {
        Map<String, String> named = new LinkedHashMap<>();
        query.keySet().stream().filter(key -> key.startsWith(prefix)).forEach(key -> {
            String value = text(query, key, "");
            if (!value.isEmpty()) {
                named.put(key.substring(prefix.length()), value);
            }
        });
        return named;
    }

    private static String text(MultiValueMap<String, String> query, String field, String otherwise) {
        String value = query.getFirst(field);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
