/** Image folders and archives of them: listing, decoding, resizing, the decoded copy on disk. */
@NullMarked
package io.bitgap.dataset.image;

import org.jspecify.annotations.NullMarked;
