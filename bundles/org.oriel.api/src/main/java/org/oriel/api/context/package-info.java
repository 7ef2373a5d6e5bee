/** What a plugin implements to say what an application shows. */
@Export
@Version("1.1.0")
@NullMarked
package org.oriel.api.context;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
