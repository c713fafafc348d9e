package io.bitgap.account;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Somebody who signs in with a password. Kept in their session, without it. */
final class PasswordUser implements UserDetails, Authenticated, CredentialsContainer {
    private static final long serialVersionUID = 1L;

    private final Actor actor;
    private final boolean enabled;
    private @Nullable String hash;

    PasswordUser(Person person, @Nullable String hash) {
        this.actor = person.actor();
        this.enabled = !person.disabled();
        this.hash = hash;
    }

    @Override
    public Actor actor() {
        return actor;
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
