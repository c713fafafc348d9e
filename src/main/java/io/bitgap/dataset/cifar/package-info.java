/** CIFAR-10 in its official binary form. */
@NullMarked
package io.bitgap.dataset.cifar;

import org.jspecify.annotations.NullMarked;
