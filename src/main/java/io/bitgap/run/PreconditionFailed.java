package io.bitgap.run;

import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Map;

/** The state of the resource has changed since the caller read it. */
public class PreconditionFailed extends Problem {
    private static final long serialVersionUID = 1L;

    /** @param what with its id, first letter large */
    public PreconditionFailed(String what, String state, List<String> allowedActions) {
        super(
                Kind.STALE,
                "stale-state",
                what + " is " + state
                        + " now and is no longer as If-Match says. Read it again and decide again; without"
                        + " If-Match nobody asks.",
                List.of(),
                Map.of("state", state, "allowedActions", allowedActions));
    }
}
