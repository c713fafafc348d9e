/** HTTP of the experiment room: submitting, reading and cancelling, as JSON and as pages. */
@NullMarked
package io.bitgap.experiment.web;

import org.jspecify.annotations.NullMarked;
