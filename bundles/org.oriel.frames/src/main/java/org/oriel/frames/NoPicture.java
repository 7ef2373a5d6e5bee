package org.oriel.frames;

/** There will be no picture; the message is why, as {@code Frame.missing} tells it. */
final class NoPicture extends Exception {
    private static final long serialVersionUID = 1L;

    static final String BUSY = "busy";
    static final String LAYOUT_CHANGED = "layout-changed";
    static final String NOT_ADMITTED = "not-admitted";
    static final String NO_REDACTOR = "no-redactor";
    static final String REDACTOR_FAILED = "redactor-failed";
    static final String TOO_LARGE = "too-large";
    static final String BUDGET = "budget";
    static final String SCREEN_LOST = "screen-lost";
    static final String STORE_FULL = "store-full";
    static final String STOPPED = "stopped";
    static final String FAILED = "failed";

    NoPicture(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
