/** Takes frames: when, of which windows, masked how, stored how. */
@NullMarked
package org.oriel.frames;

import org.jspecify.annotations.NullMarked;
