package io.bitgap.quantizer.web;

import io.bitgap.quantizer.Role;
import java.util.Locale;

/** Roles as requests spell them. */
final class RoleWord {
    private RoleWord() {}

    static String of(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
