package org.oriel.host;

import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    /** Adds what was taken back; when it returns it survives a power cut. */
    void taken(List<Taken> what, String reason) throws StoreException;

    /** Adds everything that was captured under these consents. */
    void withdrawn(Collection<String> grants) throws StoreException;

    /**
     * Events of one session.
     *
     * @param session its id
     * @param fromMillis wall time of the first of them
     * @param toMillis wall time of the last
     * @param events their ids, where single ones were picked out; empty where it is everything between the times
     * @param left for each exporter that had some of them: how many
     */
    record Taken(String session, long fromMillis, long toMillis, List<String> events, Map<String, Long> left) {
        /** Copies list and map. */
        public Taken {
            events = List.copyOf(events);
            left = Map.copyOf(left);
        }
    }
}
