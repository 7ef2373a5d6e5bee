package org.oriel.launcher;

/** Ends the command with one line on standard error and an exit code. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A check failed. */
    static final int CHECK = 1;
    /** Wrong words on the command line. */
    static final int USAGE = 2;
    /** Consent, law or policy forbids it. */
    static final int NOT_ALLOWED = 3;
    /** The machine lacks something: a display, a file, a permission. */
    static final int ENVIRONMENT = 4;

    private final int exitCode;

    Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    Failure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
