/** Which stored files are kept for long, what the others hold, and how they are removed. */
@ApplicationModule(
        displayName = "retention",
        allowedDependencies = {"problem", "account", "artifact", "database", "run :: *"})
@NullMarked
package io.bitgap.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
