/** Writes events as JSON lines into files. */
@NullMarked
package org.oriel.export.jsonl;

import org.jspecify.annotations.NullMarked;
