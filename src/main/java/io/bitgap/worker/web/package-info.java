/** HTTP of the worker room: the queue and the workers, as JSON and as pages. */
@NullMarked
package io.bitgap.worker.web;

import org.jspecify.annotations.NullMarked;
