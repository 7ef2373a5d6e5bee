/** Starts a bundle set, or asks the running instance. Not a bundle: nothing here is seen by plugins. */
@NullMarked
package org.oriel.launcher;

import org.jspecify.annotations.NullMarked;
