/** Quantizers over HTTP: evaluated as JSON, explained and drawn as pages. */
@NullMarked
package io.bitgap.quantizer.web;

import org.jspecify.annotations.NullMarked;
