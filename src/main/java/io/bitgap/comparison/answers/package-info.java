/** What networks said about test images: by class, what they mix up, and which images two of them disagree about. */
@NullMarked
package io.bitgap.comparison.answers;

import org.jspecify.annotations.NullMarked;
