package org.oriel.source.x11;

import com.sun.jna.Pointer;

/** A pointer that can be moved, so that reading a structure costs no object. */
final class Cursor extends Pointer {
    Cursor() {
        super(0);
    }

    Cursor at(long address) {
        peer = address;
        return this;
    }

    // Identity is that of the object: the address changes.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
