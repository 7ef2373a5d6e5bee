/** From raw events to actions, steps and episodes. */
@Export
@Version("1.0.0")
@NullMarked
package org.oriel.trajectory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
