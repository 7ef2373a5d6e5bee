/** What a mail program says about the work in it. */
@NullMarked
package org.oriel.context.mail;

import org.jspecify.annotations.NullMarked;
