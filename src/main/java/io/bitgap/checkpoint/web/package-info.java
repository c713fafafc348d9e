/** Checkpoints over HTTP: the manifest and the files. */
@NullMarked
package io.bitgap.checkpoint.web;

import org.jspecify.annotations.NullMarked;
