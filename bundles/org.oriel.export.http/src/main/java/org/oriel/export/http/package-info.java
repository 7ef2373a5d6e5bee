/** Events in batches to an HTTP endpoint. */
@NullMarked
package org.oriel.export.http;

import org.jspecify.annotations.NullMarked;
