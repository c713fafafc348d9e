package io.bitgap.comparison.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stored plan as paths and values: {@code {"recipe": {"epochs": 4}}} is {@code recipe.epochs} = {@code 4}. What is null
 * is not there.
 */
final class PlanFields {
    /** The database keeps no order of members; this is the reader's. What is not named here comes last. */
    private static final List<String> ORDER = List.of(
            "network", "definition", "dataset", "images", "method", "seed", "levels", "limits", "recipe", "attach");
    /** Members whose values are Bitgap's own words, never a user's names. */
    private static final Pattern OWN_WORDS =
            Pattern.compile("levels|recipe\\..*|attach\\.(firstLayer|lastLayer|operations\\.quantized)");

    private PlanFields() {}

    static Map<String, String> of(String plan) {
        JsonNode root = JsonMapper.shared().readTree(plan);
        Map<String, String> fields = new LinkedHashMap<>();
        ORDER.forEach(name -> flatten(fields, name, root.path(name)));
        for (Map.Entry<String, JsonNode> member : root.properties()) {
            if (!ORDER.contains(member.getKey())) {
                flatten(fields, member.getKey(), member.getValue());
            }
        }
        return fields;
    }

    private static void flatten(Map<String, String> fields, String path, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(member -> flatten(fields, path + '.' + member.getKey(), member.getValue()));
        } else if (value.isArray() && value.values().stream().anyMatch(JsonNode::isContainer)) {
            for (int i = 0; i < value.size(); i++) {
                flatten(fields, path + '[' + i + ']', value.path(i));
            }
        } else if (value.isArray()) {
            String all = value.values().stream().map(JsonNode::asString).collect(Collectors.joining(", "));
            fields.put(path, value.isEmpty() ? "none" : words(path, all));
        } else if (!value.isNull() && !value.isMissingNode()) {
            fields.put(path, words(path, value.asString()));
        }
    }

    private static String words(String path, String text) {
        return OWN_WORDS.matcher(path).matches() ? text.toLowerCase(Locale.ROOT).replace('_', '-') : text;
    }
}
