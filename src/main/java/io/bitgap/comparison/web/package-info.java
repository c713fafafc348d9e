/** HTTP of the comparison room: tables, dashboards, published numbers. */
@NullMarked
package io.bitgap.comparison.web;

import org.jspecify.annotations.NullMarked;
