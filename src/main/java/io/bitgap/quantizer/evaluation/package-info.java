/** What a quantizer makes of a tensor: codes, curves and telemetry. */
@NamedInterface("evaluation")
@NullMarked
package io.bitgap.quantizer.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
