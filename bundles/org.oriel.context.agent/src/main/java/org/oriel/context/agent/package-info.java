/** Lets a computer-use agent say that it drives, and at what task. */
@NullMarked
package org.oriel.context.agent;

import org.jspecify.annotations.NullMarked;
