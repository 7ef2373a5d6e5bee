package org.oriel.host;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The recall list of this installation: what was taken back after it had left. {@code oriel recall} and later exports apply
 * it to data that was written already.
 *
 * <p><b>Threading:</b> any. <b>Errors:</b> {@link StoreException} when it could not be written down; what is deleted is
 * deleted all the same. <b>Data:</b> ids, times and constants, no content.
 */
@ProviderType
public interface RecallLog {
    /** Adds everything that was captured under these consents; when it returns it survives a power cut. */
    void withdrawn(Collection<String> grants) throws StoreException;
}
