@NullMarked
package io.bitgap.retention;

import org.jspecify.annotations.NullMarked;
