/** What an editor of code says about the work in it. */
@NullMarked
package org.oriel.context.ide;

import org.jspecify.annotations.NullMarked;
