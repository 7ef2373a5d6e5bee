/** The sign that shows whether this computer is recorded. */
@NullMarked
package org.oriel.control.tray;

import org.jspecify.annotations.NullMarked;
