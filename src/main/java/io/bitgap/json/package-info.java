/** Reads JSON strictly: everything that is wrong with a document is found at once, each mistake with its JSON pointer and its code. */
@ApplicationModule(
        displayName = "json",
        allowedDependencies = {"problem", "format"})
@NullMarked
package io.bitgap.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
