@NullMarked
package io.bitgap.experiment.web;

import org.jspecify.annotations.NullMarked;
