package io.bitgap.run;

import io.bitgap.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An {@code If-Match} condition: the ETags of the states in which somebody wants to act.
 *
 * @param tags that will do; empty for any
 */
@Schema(
        type = "string",
        description = "ETag of an earlier answer: the action is refused with 412 where the state has changed since")
public record IfMatch(List<String> tags) {
    /** Asks nothing. */
    public static final IfMatch ANY = new IfMatch(List.of());

    private static final Pattern TAGS = Pattern.compile("\\s*(W/)?\"[^\"]*\"\\s*(,\\s*(W/)?\"[^\"]*\"\\s*)*");

    public IfMatch {
        tags = List.copyOf(tags);
    }

    /**
     * Spring reads the header with this.
     *
     * @param ifMatch the header; {@code *} is met by everything that there is
     * @throws Problem (400) if it is no list of ETags
     */
    public static IfMatch of(String ifMatch) {
        if (ifMatch.strip().equals("*")) {
            return ANY;
        }
        if (!TAGS.matcher(ifMatch).matches()) {
            throw Problem.at(
                    Problem.Kind.MALFORMED,
                    "/If-Match",
                    "bad-header",
                    "If-Match takes the ETag of an earlier answer, in its quotation marks, or *.");
        }
        return new IfMatch(
                Arrays.stream(ifMatch.split(",", -1)).map(String::strip).toList());
    }

    /** Whether anything is asked. */
    public boolean asked() {
        return !tags.isEmpty();
    }

    /** Only the first part counts: the progress goes on while somebody reads. A weak tag promises too little. */
    public boolean met(String actionTag) {
        return tags.stream()
                .anyMatch(tag -> tag.startsWith("\"" + actionTag + ".") || tag.equals("\"" + actionTag + "\""));
    }
}
