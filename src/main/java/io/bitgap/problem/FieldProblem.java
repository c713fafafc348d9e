package io.bitgap.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is wrong with one field of a request.
 *
 * @param pointer JSON pointer (RFC 6901) of the field, "" for the whole document
 * @param code stable word for programs, e.g. {@code unknown-quantizer}
 * @param message sentence for people: what is wrong and what would be right
 */
public record FieldProblem(String pointer, String code, String message) {
    /** As many as an answer lists, whatever was sent. */
    public static final int MOST = 50;

    /**
     * What an answer lists.
     *
     * @param found the first of them, at least {@link #MOST} where there are so many
     * @param count of all of them; where it is more than an answer lists, its last one says how many are left out
     */
    public static List<FieldProblem> listed(List<FieldProblem> found, int count) {
        if (count <= MOST) {
            return List.copyOf(found);
        }
        List<FieldProblem> listed = new ArrayList<>(found.subList(0, MOST - 1));
        listed.add(new FieldProblem("", "more-errors", "There are " + (count - listed.size()) + " more."));
        return List.copyOf(listed);
    }

    /** The pointer to a field of what another pointer leads to. */
    public static String pointer(String parent, String field) {
        return parent + "/" + field.replace("~", "~0").replace("/", "~1");
    }
}
