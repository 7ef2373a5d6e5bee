/** Events: one envelope, typed bodies, and the type that cannot print what a person typed. */
@Export
@Version("1.1.0")
@NullMarked
package org.oriel.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
