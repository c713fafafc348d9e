/** Database and files in one archive and back again, and whether what is stored belongs together. */
@ApplicationModule(
        displayName = "backup",
        allowedDependencies = {"problem", "settings", "format", "artifact", "database"})
@NullMarked
package io.bitgap.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
