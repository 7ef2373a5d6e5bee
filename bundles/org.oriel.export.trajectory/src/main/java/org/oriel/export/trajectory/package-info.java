/** Steps and episodes in the formats that agents are trained on. */
@NullMarked
package org.oriel.export.trajectory;

import org.jspecify.annotations.NullMarked;
