/** Batches, retries and positions for exporters. */
@NullMarked
package org.oriel.delivery;

import org.jspecify.annotations.NullMarked;
