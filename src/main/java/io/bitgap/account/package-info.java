/** Who asks. */
@ApplicationModule(
        displayName = "account",
        allowedDependencies = {})
@NullMarked
package io.bitgap.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
