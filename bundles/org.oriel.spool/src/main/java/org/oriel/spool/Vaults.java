package org.oriel.spool;

import java.time.Duration;
import java.util.Optional;
import org.oriel.host.KeyVault;

/** Finds the operating system's key store, which comes and goes with its bundle. */
interface Vaults {
    /** No such store. */
    Vaults NONE = wait -> Optional.empty();

    /** The store, if it is there within that time. */
    Optional<KeyVault> find(Duration wait);
}
