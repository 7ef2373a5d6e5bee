/** The tamper-evident record, and its check. */
@NullMarked
package org.oriel.ledger;

import org.jspecify.annotations.NullMarked;
