/** The same creating request twice, or twenty times at once, creates one thing: Idempotency-Key. */
@ApplicationModule(
        displayName = "idempotency",
        allowedDependencies = {"problem", "account", "format"})
@NullMarked
package io.bitgap.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
