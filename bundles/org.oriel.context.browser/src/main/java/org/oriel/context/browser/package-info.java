/** What listed sites show in a browser, told by an extension. */
@NullMarked
package org.oriel.context.browser;

import org.jspecify.annotations.NullMarked;
