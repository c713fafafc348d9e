@NullMarked
package io.bitgap.comparison;

import org.jspecify.annotations.NullMarked;
