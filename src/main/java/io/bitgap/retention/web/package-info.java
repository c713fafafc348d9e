/** Retention over HTTP: a dry run, and doing it. */
@NullMarked
package io.bitgap.retention.web;

import org.jspecify.annotations.NullMarked;
