/** What a submitted experiment says: read strictly from JSON, every mistake found at once, defaults filled in. */
@NullMarked
package io.bitgap.experiment.spec;

import org.jspecify.annotations.NullMarked;
