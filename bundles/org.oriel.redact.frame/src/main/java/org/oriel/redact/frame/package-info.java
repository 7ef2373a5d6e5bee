/** Masks text in frames, with the Tesseract of the system. */
@NullMarked
package org.oriel.redact.frame;

import org.jspecify.annotations.NullMarked;
