/** Tests inside the framework, on the bundles as they are shipped. */
@NullMarked
package org.oriel.itest;

import org.jspecify.annotations.NullMarked;
