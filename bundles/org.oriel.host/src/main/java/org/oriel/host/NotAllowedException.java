package org.oriel.host;

/** Something that consent, law or policy forbids; exit code 3. The message says what and why. */
public final class NotAllowedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the reason. */
    public NotAllowedException(String message) {
        super(message);
    }
}
