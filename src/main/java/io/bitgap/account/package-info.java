/** Who asks, what they may do, what they did: people, roles, tokens, signing in, audit, limits. */
@ApplicationModule(
        displayName = "account",
        allowedDependencies = {"problem", "settings", "json", "format", "listing"})
@NullMarked
package io.bitgap.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
