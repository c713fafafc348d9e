@NullMarked
package io.bitgap.comparison.web;

import org.jspecify.annotations.NullMarked;
