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
 */
public record StoreStatus(
        String file, long events, long last, long bytes, long quarantined, String keyProtection, String problem) {}
