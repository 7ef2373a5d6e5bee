/** Events as objects in an S3-compatible store. */
@NullMarked
package org.oriel.export.s3;

import org.jspecify.annotations.NullMarked;
