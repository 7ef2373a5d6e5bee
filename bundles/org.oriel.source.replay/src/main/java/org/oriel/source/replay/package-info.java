/** Plays a recorded session as if it happened now. */
@NullMarked
package org.oriel.source.replay;

import org.jspecify.annotations.NullMarked;
