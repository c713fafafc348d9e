/** The PostgreSQL that Bitgap runs on: an embedded one in the data directory, unless another is configured. */
@ApplicationModule(
        displayName = "database",
        allowedDependencies = {"settings"})
@NullMarked
package io.bitgap.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
