package io.bitgap.account;

import java.util.Optional;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Finds who wants to sign in with a password. */
@Component
class PasswordUsers implements UserDetailsService {
    private final PersonRows rows;

    PasswordUsers(PersonRows rows) {
        this.rows = rows;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        return Optional.of(name)
                .filter(People::canBeName)
                .flatMap(rows::known)
                .filter(known -> known.passwordHash() != null)
                .map(PasswordUser::new)
                .orElseThrow(() -> UsernameNotFoundException.fromUsername(name));
    }
}
