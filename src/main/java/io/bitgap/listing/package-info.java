/** Lists that can be filtered, sorted, paged and exported as CSV; it knows no runs. */
@ApplicationModule(
        displayName = "listing",
        allowedDependencies = {"problem", "json", "format"})
@NullMarked
package io.bitgap.listing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
