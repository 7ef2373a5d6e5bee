package org.oriel.host;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps the key that wraps the store's keys, in the secret service of the operating system.
 *
 * <p><b>What:</b> a service that exists only where the system has such a store and it answers. <b>Threading:</b> any;
 * may take seconds. <b>Errors:</b> {@link StoreException} with reason KEY. <b>Data:</b> 32 bytes; the caller wipes them.
 */
@ConsumerType
public interface KeyVault {
    /** What it is, such as {@code secret-service}. */
    String name();

    /** The wrapping key of that name, created if there is none. */
    byte[] wrappingKey(String name) throws StoreException;
}
