/** How the service stands a full database. */
@NullMarked
package io.bitgap.scale;

import org.jspecify.annotations.NullMarked;
