/** Masks titles, addresses and paths: what an application writes around a name is kept, the name is not. */
@NullMarked
package org.oriel.redact.titles;

import org.jspecify.annotations.NullMarked;
