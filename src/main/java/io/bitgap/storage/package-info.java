/** Whether anything can be saved just now. */
@ApplicationModule(
        displayName = "storage",
        allowedDependencies = {"problem", "artifact", "database"})
@NullMarked
package io.bitgap.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
