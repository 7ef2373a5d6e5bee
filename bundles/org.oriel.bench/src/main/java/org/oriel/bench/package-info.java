/** Benchmarks of Oriel beside its peers; run by hand, never part of a build. */
@NullMarked
package org.oriel.bench;

import org.jspecify.annotations.NullMarked;
