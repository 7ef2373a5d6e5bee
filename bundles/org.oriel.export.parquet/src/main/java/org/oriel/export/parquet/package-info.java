/** Events and steps as Parquet. */
@NullMarked
package org.oriel.export.parquet;

import org.jspecify.annotations.NullMarked;
