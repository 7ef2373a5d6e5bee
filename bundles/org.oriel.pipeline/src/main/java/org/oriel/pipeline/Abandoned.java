package org.oriel.pipeline;

/** Unwinds a thread that was given up while it was in plugin code; it must not touch anything on the way out. */
final class Abandoned extends Error {
    private static final long serialVersionUID = 1L;

    Abandoned() {
        super("another thread has taken over", null, false, false);
    }
}
