/** What a plugin implements to find and mask what must never be written. */
@Export
@Version("1.1.0")
@NullMarked
package org.oriel.api.redact;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
