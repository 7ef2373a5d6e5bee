package org.oriel.api.source;

/**
 * What a record is directed at, told before anything is decoded. It holds no content.
 *
 * @param scope whether admission decides about it
 * @param window native window id, 0 where unknown
 * @param application who the window belongs to
 */
public record Target(Scope scope, int window, Application application) {
    /** What admission does with a record. */
    public enum Scope {
        /** Keeps the decoder's state, produces no event: always handed to {@link RecordDecoder#track}. */
        CONTROL,
        /** Belongs to {@code window}: recorded only if the policy allows its application. */
        WINDOW,
        /** Nobody knows what it belongs to: never recorded. */
        UNKNOWN
    }

    /** A control record. */
    public static final Target CONTROL = new Target(Scope.CONTROL, 0, Application.UNKNOWN);
    /** A record of an unknown window. */
    public static final Target UNKNOWN = new Target(Scope.UNKNOWN, 0, Application.UNKNOWN);
}
