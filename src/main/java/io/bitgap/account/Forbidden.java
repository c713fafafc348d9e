package io.bitgap.account;

import io.bitgap.problem.Problem;

/** Who asks may not do this (403). */
public class Forbidden extends Problem {
    private static final long serialVersionUID = 1L;

    private Forbidden(String code, String detail) {
        super(Kind.FORBIDDEN, code, detail);
    }

    static Forbidden role(Actor actor, PersonRole least) {
        return new Forbidden(
                "role-needed",
                "This takes the role " + least.word() + "; " + actor.name() + " has the role "
                        + actor.role().word()
                        + (actor.token() == null ? ". An administrator can change that." : " with this token."));
    }

    static Forbidden token() {
        return new Forbidden(
                "token-not-enough",
                "A token makes no tokens and revokes none but itself: sign in at /account and do it there.");
    }

    static Forbidden notYours(Actor actor, PersonRole least) {
        return new Forbidden(
                "not-yours",
                "This belongs to somebody else: its owner may do this, or a person with the role " + least.word() + "; "
                        + actor.name() + " has the role " + actor.role().word() + ".");
    }
}
