package org.oriel.api.source;

/**
 * Who a window belongs to.
 *
 * @param executable path of the executable of the process, empty where unknown
 * @param verified whether the process id came from the system (not from a property that a client sets itself)
 * @param windowClass class of the window as its toolkit tells it, empty where unknown; a claim, not an identity
 */
public record Application(String executable, boolean verified, String windowClass) {
    /** Nothing is known. */
    public static final Application UNKNOWN = new Application("", false, "");
}
