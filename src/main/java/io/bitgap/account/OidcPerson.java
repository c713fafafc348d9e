package io.bitgap.account;

import java.util.List;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Somebody who has signed in with a provider. Kept in their session. */
final class OidcPerson extends DefaultOidcUser implements SessionUser {
    private static final long serialVersionUID = 1L;

    private final Actor actor;
    private final int sessionsOf;

    OidcPerson(OidcUser claims, PersonRows.Known known) {
        super(List.of(), claims.getIdToken(), claims.getUserInfo());
        this.actor = known.person().actor();
        this.sessionsOf = known.sessionsOf();
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public int sessionsOf() {
        return sessionsOf;
    }

    @Override
    public String getName() {
        return SessionUser.super.getName();
    }
}
