package org.oriel.api.event;

/** Who caused an event. */
public enum Actor {
    /** A physical device. */
    HUMAN,
    /** A computer-use agent that announced itself. */
    AGENT,
    /** Synthetic input: XTEST, a script, a remote control. */
    AUTOMATION,
    /** Not known; never guessed. */
    UNKNOWN
}
