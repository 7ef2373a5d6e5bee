package org.oriel.api.consent;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told when the state changes.
 *
 * <p><b>What:</b> a whiteboard service. <b>Threading:</b> the gate's thread, after the change took effect; budget 100
 * ms. <b>Errors:</b> a throw is logged and ignored. <b>Data:</b> no content.
 */
@ConsumerType
public interface ControlListener {
    /** The state is now {@code state}. */
    void changed(CaptureState state);
}
