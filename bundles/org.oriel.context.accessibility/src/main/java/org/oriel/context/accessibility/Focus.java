package org.oriel.context.accessibility;

/**
 * Which object of an application has its focus, as its events told.
 *
 * @param path the object; empty when none is known
 * @param afterNanos it got the focus after this
 * @param sinceNanos and at the latest then
 */
record Focus(String path, long afterNanos, long sinceNanos) {
    boolean known() {
        return !path.isEmpty();
    }
}
