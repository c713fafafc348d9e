@NullMarked
package io.bitgap;

import org.jspecify.annotations.NullMarked;
