@NullMarked
package io.bitgap.retention.web;

import org.jspecify.annotations.NullMarked;
