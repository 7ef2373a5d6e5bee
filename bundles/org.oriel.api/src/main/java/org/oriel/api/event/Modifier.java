package org.oriel.api.event;

/** Modifier keys, named as in W3C UI Events KeyboardEvent key values. */
public enum Modifier {
    /** Shift. */
    SHIFT,
    /** Control. */
    CONTROL,
    /** Alt. */
    ALT,
    /** Super, Windows or Command. */
    META,
    /** AltGr or ISO level 3 shift. */
    ALT_GRAPH,
    /** Caps lock is on. */
    CAPS_LOCK,
    /** Num lock is on. */
    NUM_LOCK
}
