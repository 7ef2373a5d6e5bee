package org.oriel.trajectory.dataset;

import java.io.IOException;

/** A folder or a file in it is not what it must be. The message says which, why, and what to do; never content. */
public final class DatasetException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a reason. */
    public DatasetException(String message) {
        super(message);
    }

    /** With a reason and its cause. */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
