/** The journal of a run: its log, its metrics and its events, under one count for each run. */
@NamedInterface("journal")
@NullMarked
package io.bitgap.run.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
