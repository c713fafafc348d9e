/** The form for a new experiment, kept in step with its JSON. */
@NullMarked
package io.bitgap.experiment.form;

import org.jspecify.annotations.NullMarked;
