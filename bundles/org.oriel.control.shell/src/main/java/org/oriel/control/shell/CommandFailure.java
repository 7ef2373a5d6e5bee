package org.oriel.control.shell;

/** Ends a command with one line for the person and an exit code (0 fine, 1 check, 2 usage, 3 not allowed, 4 environment). */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    static final int CHECK = 1;
    static final int USAGE = 2;
    static final int NOT_ALLOWED = 3;
    static final int ENVIRONMENT = 4;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
