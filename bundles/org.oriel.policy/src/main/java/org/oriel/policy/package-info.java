/** The allow rules: default deny, replaced whole, hashed. */
@NullMarked
package org.oriel.policy;

import org.jspecify.annotations.NullMarked;
