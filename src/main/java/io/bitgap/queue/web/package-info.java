/** The queue and the workers over HTTP. */
@NullMarked
package io.bitgap.queue.web;

import org.jspecify.annotations.NullMarked;
