/** The governance pack. */
@NullMarked
package org.oriel.governance;

import org.jspecify.annotations.NullMarked;
