package io.bitgap.account;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Somebody who signs in with a password. Kept in their session, without it. */
final class PasswordUser implements UserDetails, SessionUser, CredentialsContainer {
    private static final long serialVersionUID = 1L;

    private final Actor actor;
    private final int sessionsOf;
    private final boolean enabled;
    private @Nullable String hash;

    PasswordUser(PersonRows.Known known) {
        this.actor = known.person().actor();
        this.sessionsOf = known.sessionsOf();
        this.enabled = !known.person().disabled();
        this.hash = known.passwordHash();
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public int sessionsOf() {
        return sessionsOf;
    }

    /** What is allowed is asked of the role, by services. */
    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of();
    }

    @Override
    public @Nullable String getPassword() {
        return hash;
    }

    @Override
    public String getUsername() {
        return getName();
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void eraseCredentials() {
        hash = null;
    }
}
