@NullMarked
package io.bitgap.experiment;

import org.jspecify.annotations.NullMarked;
