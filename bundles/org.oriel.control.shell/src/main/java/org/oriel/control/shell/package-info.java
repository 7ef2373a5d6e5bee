/** The oriel command, over a Unix socket that only its user can open; the terminal as indicator. */
@NullMarked
package org.oriel.control.shell;

import org.jspecify.annotations.NullMarked;
