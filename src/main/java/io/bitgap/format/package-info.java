/** Numbers, names, ids and hashes as text that people and programs read. */
@ApplicationModule(
        displayName = "format",
        allowedDependencies = {})
@NullMarked
package io.bitgap.format;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
