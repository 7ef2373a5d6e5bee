package org.oriel.context.accessibility;

/**
 * An accessible object.
 *
 * @param owner unique name of its application on the bus
 * @param path names it within the application
 */
record Reference(String owner, String path) {
    static final String ROOT = "/org/a11y/atspi/accessible/root";
    private static final String NULL = "/org/a11y/atspi/null";

    boolean isNull() {
        return owner.isEmpty() || path.equals(NULL) || path.isEmpty();
    }

    boolean isRoot() {
        return path.equals(ROOT);
    }
}
