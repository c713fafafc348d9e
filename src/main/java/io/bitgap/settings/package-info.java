/** What the operator set: role, data directory, configured data sets. */
@ApplicationModule(
        displayName = "settings",
        allowedDependencies = {})
@NullMarked
package io.bitgap.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
