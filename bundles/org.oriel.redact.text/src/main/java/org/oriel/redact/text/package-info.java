/** Finds e-mail addresses, payment cards, IBANs and phone numbers. */
@NullMarked
package org.oriel.redact.text;

import org.jspecify.annotations.NullMarked;
