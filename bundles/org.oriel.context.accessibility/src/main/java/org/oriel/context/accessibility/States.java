package org.oriel.context.accessibility;

/** States of AT-SPI2 that matter here: bits of the enumeration AtspiStateType. */
final class States {
    static final int ACTIVE = 1;
    static final int DEFUNCT = 6;
    static final int EDITABLE = 7;
    static final int FOCUSED = 12;
    static final int SHOWING = 25;
    static final int SINGLE_LINE = 26;

    private States() {}

    static boolean has(long states, int state) {
        return (states >> state & 1) != 0;
    }
}
