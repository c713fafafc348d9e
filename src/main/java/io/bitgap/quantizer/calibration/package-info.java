/** How the first clip threshold of a quantizer is found. */
@NamedInterface("calibration")
@NullMarked
package io.bitgap.quantizer.calibration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
