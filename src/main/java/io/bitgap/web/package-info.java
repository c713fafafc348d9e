/** Page layout, errors, OpenAPI; no room depends on it. */
@ApplicationModule(
        displayName = "web",
        allowedDependencies = {"problem", "settings", "account", "format", "listing", "run", "storage", "database"})
@NullMarked
package io.bitgap.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
