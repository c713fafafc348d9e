package io.bitgap.run;

import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Map;

/** A run cannot do this in the state it is in; {@code allowedActions} says what it can. */
public class IllegalRunState extends Problem {
    private static final long serialVersionUID = 1L;

    public IllegalRunState(String detail, List<String> allowedActions) {
        super(Kind.CONFLICT, "illegal-state", detail, List.of(), Map.of("allowedActions", allowedActions));
    }
}
