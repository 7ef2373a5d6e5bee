/** A token classifier as a detector. */
@NullMarked
package org.oriel.redact.onnx;

import org.jspecify.annotations.NullMarked;
