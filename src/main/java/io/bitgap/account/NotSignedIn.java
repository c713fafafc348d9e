package io.bitgap.account;

import io.bitgap.problem.Problem;

/** Who asks has to sign in first (401). */
public class NotSignedIn extends Problem {
    private static final long serialVersionUID = 1L;

    public NotSignedIn() {
        super(
                Kind.UNAUTHENTICATED,
                "sign-in-needed",
                "Sign in first: in a browser at /sign-in, from a program with the header Authorization: Bearer and a token, which"
                        + " /account makes.");
    }
}
