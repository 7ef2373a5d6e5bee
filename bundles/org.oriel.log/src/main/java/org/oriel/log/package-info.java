/** Writes the log into a file; no content ever reaches it. */
@NullMarked
package org.oriel.log;

import org.jspecify.annotations.NullMarked;
