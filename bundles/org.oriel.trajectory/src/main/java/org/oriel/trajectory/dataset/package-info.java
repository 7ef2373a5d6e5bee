/** Folders that exports are written to: manifest, data card, recall, and a check of all of it. */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.trajectory.dataset;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
