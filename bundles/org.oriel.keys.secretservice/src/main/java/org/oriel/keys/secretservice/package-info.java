/** Keeps the wrapping key in the Secret Service of the desktop. */
@NullMarked
package org.oriel.keys.secretservice;

import org.jspecify.annotations.NullMarked;
