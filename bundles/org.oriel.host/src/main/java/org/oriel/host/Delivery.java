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

    /**
     * Stops delivering to an exporter until {@link #resume}; survives a restart. A delivery under way ends first.
     *
     * @throws IllegalArgumentException when there is no exporter of that name, naming those that there are
     */
    void pause(String exporter) throws StoreException;

    /** Goes on after {@link #pause}. */
    void resume(String exporter) throws StoreException;

    /**
     * Moves an exporter's position back, so that what is still stored after {@code position} is delivered again.
     *
     * @return the position it has now
     */
    long rewind(String exporter, long position) throws StoreException;

    /** Forgets the position of an exporter that is not there any more: what only it kept may be deleted. */
    void retire(String exporter) throws StoreException;

    /** Waits until every present exporter has everything stored so far; {@code false} when {@code limit} passed first. */
    boolean drain(Duration limit) throws InterruptedException;

    /** Whether events leave only after the person approved them. */
    default boolean reviewed() {
        return false;
    }

    /** Last position that the person approved for leaving; everything that is stored when nothing has to be. */
    default long approved() {
        return Long.MAX_VALUE;
    }

    /** Approves everything up to {@code position}: exporters may have it. */
    default void approve(long position) throws StoreException {
        throw new StoreException(StoreException.Reason.IO, "nothing has to be approved here");
    }

    /**
     * How an exporter is doing.
     *
     * @param name its name
     * @param present whether a bundle provides it now
     * @param state {@code idle}, {@code delivering}, {@code waiting} (after an error), {@code waiting for review},
     *     {@code paused}, {@code suspended}, {@code absent}
     * @param bundle who provides it, empty where nobody does
     * @param destinations where to and what for, as its bundle declares
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
            String bundle,
            List<String> destinations,
            long position,
            long behind,
            long delivered,
            long refused,
            String problem) {}
}
