/** The field that has the keyboard and the element under a click, through AT-SPI2. */
@NullMarked
package org.oriel.context.accessibility;

import org.jspecify.annotations.NullMarked;
