package io.bitgap.run.journal;

import io.bitgap.problem.InvalidParameter;
import org.jspecify.annotations.Nullable;

/**
 * A query for lines of a log.
 *
 * @param text plain text that a line contains, in whatever case; null means any
 * @param level null means any
 * @param after the last line that is known already, 0 from the beginning
 */
public record LogQuery(@Nullable String text, @Nullable LogLevel level, int after) {
    private static final int MAX_TEXT_LENGTH = 200;

    /** @throws InvalidParameter for a text that is too long or that no line contains */
    public LogQuery {
        text = text == null || text.isBlank() ? null : text;
        if (text != null && (text.length() > MAX_TEXT_LENGTH || text.chars().anyMatch(Character::isISOControl))) {
            throw new InvalidParameter("q", "q is a piece of plain text, at most " + MAX_TEXT_LENGTH + " characters.");
        }
        if (after < 0) {
            throw new InvalidParameter("after", "after is the number of a line, so not " + after + ".");
        }
    }

    /** Whether only some lines of the log are wanted. */
    public boolean filters() {
        return text != null || level != null;
    }
}
