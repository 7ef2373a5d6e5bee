/** What the person, and whatever shows them the state, may know about capture. */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.api.consent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
