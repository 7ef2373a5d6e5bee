/** Build tools of the distribution. */
@NullMarked
package org.oriel.distribution;

import org.jspecify.annotations.NullMarked;
