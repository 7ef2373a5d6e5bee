package org.oriel.host;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Stored pictures, put together.
 *
 * <p><b>What:</b> reads a picture and the one it is based on. <b>Threading:</b> any. <b>Errors:</b>
 * {@link StoreException}. <b>Data:</b> masked pictures.
 */
@ProviderType
public interface Pictures {
    /** The picture as PNG; empty where there is none of that id, or it was forgotten or has expired. */
    Optional<byte[]> png(String image) throws StoreException;
}
