package io.bitgap.comparison.runs;

import io.bitgap.format.Ids;
import io.bitgap.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The runs that are to be compared, two to ten; the first is the reference. */
public record RunSelection(List<UUID> ids) {
    public static final int MIN_RUNS = 2;
    public static final int MAX_RUNS = 10;

    public RunSelection {
        ids = List.copyOf(ids);
    }

    /** Ids as they come in a URL: one after the other, or several in one with commas between them. */
    public static List<String> split(Collection<String> parameters) {
        return parameters.stream()
                .flatMap(parameter -> Arrays.stream(parameter.split(",")))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /**
     * @param texts as {@link #split} gives them
     * @throws Problem (422) for too few, too many or repeated ids, (404) for what is no id
     */
    public static RunSelection of(List<String> texts) {
        if (texts.size() < MIN_RUNS || texts.size() > MAX_RUNS) {
            String detail = "Two to ten runs can be compared, not " + texts.size()
                    + ": /compare?runs=<id>,<id>; GET /runs lists their ids.";
            throw refused("/runs", "number-of-runs", detail);
        }
        List<UUID> ids = new ArrayList<>();
        for (String text : texts) {
            String pointer = "/runs/" + ids.size();
            UUID id = Ids.parse(text).orElseThrow(() -> unknown(pointer, text));
            if (ids.contains(id)) {
                throw refused(pointer, "repeated-run", "The run " + id + " is named twice; name each run once.");
            }
            ids.add(id);
        }
        return new RunSelection(ids);
    }

    /** @throws Problem (404) naming the first of the ids that was not found */
    void checkFound(Collection<UUID> found) {
        for (UUID id : ids) {
            if (!found.contains(id)) {
                throw unknown("/runs/" + ids.indexOf(id), id.toString());
            }
        }
    }

    private static Problem unknown(String pointer, String id) {
        return Problem.at(
                Problem.Kind.NOT_FOUND,
                pointer,
                "unknown-run",
                "There is no run '" + id + "'; GET /runs lists them all.");
    }

    private static Problem refused(String pointer, String code, String detail) {
        return Problem.at(Problem.Kind.UNPROCESSABLE, pointer, code, detail);
    }
}
