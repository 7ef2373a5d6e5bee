package org.oriel.host;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Delivery of stored events to exporters.
 *
 * <p><b>What:</b> one thread and one position per exporter name. <b>Threading:</b> any. <b>Errors:</b> none.
 * <b>Data:</b> no content.
 */
@ProviderType
public interface Delivery {
    /** Every exporter that has a position or is present. */
    List<ExporterStatus> exporters();

    /** Waits until every present exporter has everything stored so far; {@code false} when {@code limit} passed first. */
    boolean drain(Duration limit) throws InterruptedException;

    /**
     * How an exporter is doing.
     *
     * @param name its name
     * @param present whether a bundle provides it now
     * @param state {@code idle}, {@code delivering}, {@code waiting} (after an error), {@code suspended}, {@code absent}
     * @param position last event that its target has
     * @param behind events that it does not have yet
     * @param delivered events since the instance started
     * @param refused events set aside after a permanent error
     * @param problem last error, one line, without content
     */
    record ExporterStatus(
            String name,
            boolean present,
            String state,
            long position,
            long behind,
            long delivered,
            long refused,
            String problem) {}
}
