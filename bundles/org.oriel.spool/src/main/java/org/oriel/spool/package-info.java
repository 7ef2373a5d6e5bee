/** Durable encrypted store of redacted events, with exporter cursors. */
@NullMarked
package org.oriel.spool;

import org.jspecify.annotations.NullMarked;
