@NullMarked
package io.bitgap.quantizer.web;

import org.jspecify.annotations.NullMarked;
