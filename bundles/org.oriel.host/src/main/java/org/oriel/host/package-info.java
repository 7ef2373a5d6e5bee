/** Contracts among the core's own bundles; plugins never import it. */
@Export
@Version("1.4.0")
@NullMarked
package org.oriel.host;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
