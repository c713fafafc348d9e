package io.bitgap.problem;

/**
 * One thing that is wrong with one field of a request.
 *
 * @param pointer JSON pointer (RFC 6901) of the field, "" for the whole document
 * @param code stable word for programs, e.g. {@code unknown-quantizer}
 * @param message sentence for people: what is wrong and what would be right
 */
public record FieldProblem(String pointer, String code, String message) {
    /** The pointer to a field of what another pointer leads to. */
    public static String pointer(String parent, String field) {
        return parent + "/" + field.replace("~", "~0").replace("/", "~1");
    }
}
