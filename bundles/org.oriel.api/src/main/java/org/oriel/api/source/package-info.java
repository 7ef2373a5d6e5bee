/** What a plugin implements to feed raw input into Oriel, and the record format it feeds. */
@Export
@Version("1.1.0")
@NullMarked
package org.oriel.api.source;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
