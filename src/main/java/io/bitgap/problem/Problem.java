package io.bitgap.problem;

import java.util.List;
import java.util.Map;

/**
 * An error that its reader can act on. Rooms throw it (or a subclass named after the problem) where the cause is known;
 * {@code io.bitgap.web} turns it into problem+json or an error page, the worker into a failed run, once.
 */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of problem it is; the web adapter maps it to a status. */
    public enum Kind {
        /** The request cannot be read (400). */
        MALFORMED,
        /** Nobody has signed in (401). */
        UNAUTHENTICATED,
        /** Whoever asks may not do it (403). */
        FORBIDDEN,
        /** Nothing there by that name (404). */
        NOT_FOUND,
        /** It was there once and was removed for good (410). */
        GONE,
        /** The state does not allow it (409). */
        CONFLICT,
        /** It has changed since the caller read it (412). */
        STALE,
        /** Too large (413). */
        TOO_LARGE,
        /** Understood, but impossible (422). */
        UNPROCESSABLE,
        /** Too often (429). */
        TOO_MANY,
        /** Cannot be served now (503). */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String code;
    private final transient List<FieldProblem> errors;
    private final transient Map<String, Object> properties;

    public Problem(Kind kind, String code, String detail) {
        this(kind, code, detail, List.of(), Map.of());
    }

    public Problem(Kind kind, String code, String detail, List<FieldProblem> errors) {
        this(kind, code, detail, errors, Map.of());
    }

    /**
     * @param code stable word for programs
     * @param detail sentence for people: what happened and what to do
     * @param errors the fields at fault, possibly none
     * @param properties further members of the problem document, e.g. {@code allowedActions}
     */
    public Problem(Kind kind, String code, String detail, List<FieldProblem> errors, Map<String, Object> properties) {
        super(detail);
        this.kind = kind;
        this.code = code;
        this.errors = FieldProblem.listed(errors, errors.size());
        this.properties = Map.copyOf(properties);
    }

    /** One field is at fault, and what is wrong with it is all there is to say. */
    public static Problem at(Kind kind, String pointer, String code, String sentence) {
        return new Problem(kind, code, sentence, List.of(new FieldProblem(pointer, code, sentence)));
    }

    public Problem causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public List<FieldProblem> errors() {
        return errors;
    }

    public Map<String, Object> properties() {
        return properties;
    }
}
