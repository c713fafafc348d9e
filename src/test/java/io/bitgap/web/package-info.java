@NullMarked
package io.bitgap.web;

import org.jspecify.annotations.NullMarked;
