/** Screenshots of an X11 desktop, through XShm and XDamage. */
@NullMarked
package org.oriel.source.x11.frames;

import org.jspecify.annotations.NullMarked;
