package org.oriel.host;

/**
 * How the store is.
 *
 * @param file where it is
 * @param events how many are in it
 * @param last newest position
 * @param bytes size on disk
 * @param quarantined damaged blocks set aside
 * @param keyProtection what wraps its keys: {@code secret-service} or {@code file}
 * @param problem one line, empty when it is fine
 * @param expired events that the byte limit deleted before every cursor had them
 */
public record StoreStatus(
        String file,
        long events,
        long last,
        long bytes,
        long quarantined,
        String keyProtection,
        String problem,
        long expired) {
    /** With no event expired. */
    public StoreStatus(
            String file, long events, long last, long bytes, long quarantined, String keyProtection, String problem) {
        this(file, events, last, bytes, quarantined, keyProtection, problem, 0);
    }
}
