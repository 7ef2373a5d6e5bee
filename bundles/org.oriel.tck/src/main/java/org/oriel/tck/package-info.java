/** Contract tests that every plugin can run against itself, with the fakes and canaries they need. */
@Export
@Version("1.2.0")
@NullMarked
package org.oriel.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
