package org.oriel.host;

import java.util.Set;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Carries what is stored to one exporter, once, beside all positions.
 *
 * <p><b>What:</b> the same batches as a delivery makes, with the same judgement of what may go where. <b>Threading:</b> the
 * exporter is called on the caller's thread. <b>Errors:</b> {@link RetryableException} as the exporter threw it: what it
 * took before stays with it. <b>Data:</b> redacted events.
 */
@ProviderType
public interface Transfer {
    /** Delivers the events of {@code request} to {@code exporter}. */
    Result run(Exporter exporter, Request request) throws StoreException, RetryableException;

    /**
     * What is wanted.
     *
     * @param after events after this position
     * @param session beginning of a session's id; empty for all
     * @param purposes what the exporter is for
     * @param destinations where it goes: an event may go where one of them was agreed to for its purpose
     * @param began called once, when the first batch was taken
     */
    record Request(long after, String session, Set<String> purposes, Set<String> destinations, Runnable began) {
        /** Copies the sets. */
        public Request {
            purposes = Set.copyOf(purposes);
            destinations = Set.copyOf(destinations);
        }
    }

    /**
     * What became of it.
     *
     * @param delivered events that the exporter took
     * @param notCovered events that were captured under a consent that names none of the destinations, or for another
     *     purpose
     * @param refused events that it refused for good ({@link PermanentException})
     * @param damaged positions that the store cannot read
     * @param gone positions that it does not have any more
     * @param problem why something was refused, one line; else empty
     */
    record Result(long delivered, long notCovered, long refused, long damaged, long gone, String problem) {}
}
