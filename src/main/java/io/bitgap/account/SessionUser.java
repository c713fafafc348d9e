package io.bitgap.account;

/** Somebody who has signed in and is kept in a session, until their right to it ends. */
interface SessionUser extends Authenticated {
    /** Of the person, when the session began: see {@link PersonRows#lasts}. */
    int sessionsOf();
}
