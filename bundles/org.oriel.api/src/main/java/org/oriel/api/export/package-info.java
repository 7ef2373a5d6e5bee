/** What a plugin implements to carry redacted events to a target. */
@Export
@Version("1.1.0")
@NullMarked
package org.oriel.api.export;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
