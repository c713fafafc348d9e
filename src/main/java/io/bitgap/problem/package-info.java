/** What went wrong, in words that a caller can act on: a code, a sentence, pointers to fields. */
@ApplicationModule(
        displayName = "problem",
        allowedDependencies = {})
@NullMarked
package io.bitgap.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
