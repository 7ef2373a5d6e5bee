package org.oriel.host;

/** The store could not do it. The message names the file and the reason, never content. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No room on the device; it is worth trying again. */
        FULL,
        /** The device or the file failed; the store was closed and will be opened again. */
        IO,
        /** The key does not open it. */
        KEY,
        /** The file is not a store, or a damaged one. */
        CORRUPT
    }

    private final Reason reason;

    /** With a reason. */
    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** With a reason and its cause. */
    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
