/** QIL: a learned interval of magnitudes. */
@NullMarked
package io.bitgap.quantizer.qil;

import org.jspecify.annotations.NullMarked;
