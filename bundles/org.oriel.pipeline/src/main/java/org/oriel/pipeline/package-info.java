/** Ring, admission, hold-back, redaction chain and counters. */
@NullMarked
package org.oriel.pipeline;

import org.jspecify.annotations.NullMarked;
