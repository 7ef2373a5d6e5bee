package org.oriel.api.export;

/** The target did not take this batch, this time. The message names the target and the reason, never content. */
public final class RetryableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a reason. */
    public RetryableException(String message) {
        super(message);
    }

    /** With a reason and its cause. */
    public RetryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
