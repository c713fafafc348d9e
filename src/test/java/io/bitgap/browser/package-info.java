/** The pages in a real Chromium. */
@NullMarked
package io.bitgap.browser;

import org.jspecify.annotations.NullMarked;
