@NullMarked
package io.bitgap.database;

import org.jspecify.annotations.NullMarked;
