package org.oriel.api.export;

/** The target refuses this batch and would refuse it again. The message names the target and the reason, never content. */
public final class PermanentException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a reason. */
    public PermanentException(String message) {
        super(message);
    }

    /** With a reason and its cause. */
    public PermanentException(String message, Throwable cause) {
        super(message, cause);
    }
}
