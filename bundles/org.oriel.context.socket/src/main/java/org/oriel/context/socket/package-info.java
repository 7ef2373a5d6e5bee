/** A Unix socket for companions of an extractor: who calls is told by the kernel, how often is bounded. Copied into bundles. */
@NullMarked
package org.oriel.context.socket;

import org.jspecify.annotations.NullMarked;
