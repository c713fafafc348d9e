package io.bitgap.account;

import org.springframework.security.core.AuthenticatedPrincipal;

/** What Spring Security keeps of whoever has signed in, in whichever way. */
public interface Authenticated extends AuthenticatedPrincipal {
    Actor actor();

    /** The id, which stays when somebody gets another name: Spring Session finds a person's sessions by it. */
    @Override
    default String getName() {
        return String.valueOf(actor().id());
    }
}
