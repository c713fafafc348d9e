/** Runs over HTTP: lists, one run, its events, its log and its pictures. */
@NullMarked
package io.bitgap.run.web;

import org.jspecify.annotations.NullMarked;
