/** The fields of a form as pages show them, what is typed into them, and what is wrong with it. */
@ApplicationModule(
        displayName = "form",
        allowedDependencies = {"problem"})
@NullMarked
package io.bitgap.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
