/** What stands behind a data set's name: a way to describe it cheaply and a way to load it. */
@NullMarked
package io.bitgap.dataset.source;

import org.jspecify.annotations.NullMarked;
