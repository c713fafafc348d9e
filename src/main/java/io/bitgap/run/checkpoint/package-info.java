/** Checkpoints as rows: what was saved, what became of exporting it, and what retention keeps. */
@NamedInterface("checkpoint")
@NullMarked
package io.bitgap.run.checkpoint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
