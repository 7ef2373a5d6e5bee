/** Re-enacts recorded steps on an X display, through XTEST. */
@NullMarked
package org.oriel.reenact.x11;

import org.jspecify.annotations.NullMarked;
