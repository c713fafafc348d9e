/** Image data sets by name: loading, checksums, splits, augmentation, batches. */
@ApplicationModule(
        displayName = "dataset",
        allowedDependencies = {"problem"})
@NullMarked
package io.bitgap.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
