/** The engine of rule packs. */
@NullMarked
package org.oriel.redact.rules;

import org.jspecify.annotations.NullMarked;
