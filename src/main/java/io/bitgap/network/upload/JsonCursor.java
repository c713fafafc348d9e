package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.problem.FieldProblem;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A value of the document and where it stands.
 *
 * @param pointer RFC 6901
 */
record JsonCursor(JsonNode node, String pointer) {
    private static final int QUOTED = 80;

    JsonCursor at(String field) {
        return new JsonCursor(node.path(field), FieldProblem.pointer(pointer, field));
    }

    JsonCursor at(int index) {
        return new JsonCursor(node.path(index), pointer + "/" + index);
    }

    /** Left out or null. */
    boolean absent() {
        return node.isMissingNode() || node.isNull();
    }

    boolean matches(String word) {
        return node.isString() && node.stringValue().equals(word);
    }

    OptionalLong wholeNumber() {
        return node.isIntegralNumber() && node.canConvertToLong()
                ? OptionalLong.of(node.longValue())
                : OptionalLong.empty();
    }

    /** The value for a sentence: short, without control characters. */
    String quote() {
        return JsonText.shortened(node.isString() ? node.stringValue() : node.toString(), QUOTED);
    }

    /** Every field must be one of these: what is not known cannot be said to be harmless. */
    void checkFields(Set<String> known, JsonProblems problems) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!known.contains(field.getKey())) {
                JsonCursor place = at(field.getKey());
                problems.add(
                        place.pointer(),
                        "unknown-field",
                        "DL4J 1.0.0-M2.1 does not write a field like " + place.pointer() + " here.");
            }
        }
    }
}
