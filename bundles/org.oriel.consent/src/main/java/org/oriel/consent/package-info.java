/** The gate: notice, grant, pause, indicator, and the condition that capture depends on. */
@NullMarked
package org.oriel.consent;

import org.jspecify.annotations.NullMarked;
