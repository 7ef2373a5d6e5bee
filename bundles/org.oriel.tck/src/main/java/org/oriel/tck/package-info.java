/** Contract tests for plugins, fakes, a test clock and the canary kit. */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
