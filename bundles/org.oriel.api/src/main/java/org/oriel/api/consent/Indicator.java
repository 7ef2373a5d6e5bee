package org.oriel.api.consent;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows the person that they are being captured. Without a confirmed indicator there is no capture.
 *
 * <p><b>What:</b> a whiteboard service that exists only while it really shows; unregistering it stops capture.
 * <b>Threading:</b> {@link #confirm} about every three seconds, on a thread of the gate's
 * that is for such calls; budget 2 s. <b>Errors:</b> a throw,
 * an overrun or {@code false} means it does not show. <b>Data:</b> none.
 */
@ConsumerType
public interface Indicator {
    /** Name for people, such as {@code terminal}. */
    String name();

    /** Whether the person can see it now; must look, not remember. */
    boolean confirm();
}
