package org.oriel.source.x11.frames;

/**
 * An extension of the X server.
 *
 * @param opcode its requests
 * @param event number of its first event
 */
record Extension(boolean present, int opcode, int event) {
    static final Extension ABSENT = new Extension(false, 0, 0);
}
