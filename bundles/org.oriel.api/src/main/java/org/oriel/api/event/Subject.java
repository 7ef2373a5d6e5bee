package org.oriel.api.event;

/**
 * What an event was directed at. Empty strings say "not known".
 *
 * @param window reference of the window within the session, such as {@code w3}; not a native id
 * @param application identity of the application: the path of its executable, or {@code class:Name} where that is all
 *     there is
 * @param origin scheme, host and port of the page (RFC 6454), without path
 */
public record Subject(String window, String application, String origin) {
    /** Nothing is known, or nothing is told. */
    public static final Subject NONE = new Subject("", "", "");
}
