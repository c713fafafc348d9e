package io.bitgap.account;

import io.bitgap.problem.Problem;

/** The service would let in whom it should not, or nobody: it does not start. */
class UnsafeAuthentication extends Problem {
    private static final long serialVersionUID = 1L;

    UnsafeAuthentication(String what, String action) {
        super(Kind.UNPROCESSABLE, "unsafe-authentication", what + " " + action);
    }
}
