/** Events and frames as MCAP. */
@NullMarked
package org.oriel.export.mcap;

import org.jspecify.annotations.NullMarked;
