@NullMarked
package io.bitgap.checkpoint.web;

import org.jspecify.annotations.NullMarked;
