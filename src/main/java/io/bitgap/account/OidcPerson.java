package io.bitgap.account;

import java.util.List;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Somebody who has signed in with a provider. Kept in their session. */
final class OidcPerson extends DefaultOidcUser implements Authenticated {
    private static final long serialVersionUID = 1L;

    private final Actor actor;

    OidcPerson(OidcUser claims, Actor actor) {
        super(List.of(), claims.getIdToken(), claims.getUserInfo());
        this.actor = actor;
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public String getName() {
        return Authenticated.super.getName();
    }
}
