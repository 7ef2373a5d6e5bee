/** Keys, pointer and windows of an X11 desktop, through XInput2. */
@NullMarked
package org.oriel.source.x11;

import org.jspecify.annotations.NullMarked;
