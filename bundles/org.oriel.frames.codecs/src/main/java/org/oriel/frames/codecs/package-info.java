/** WebP and JPEG for frames, through the native libraries of the system. */
@NullMarked
package org.oriel.frames.codecs;

import org.jspecify.annotations.NullMarked;
