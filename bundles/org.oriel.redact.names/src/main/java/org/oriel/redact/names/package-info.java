/** Finds names of people, companies and customers, without a model. */
@NullMarked
package org.oriel.redact.names;

import org.jspecify.annotations.NullMarked;
