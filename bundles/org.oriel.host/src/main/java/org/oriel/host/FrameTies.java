package org.oriel.host;

import org.oriel.api.event.EventBody;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says between which frames an action lies. Implemented by whoever takes frames, called by the pipeline.
 *
 * <p><b>Threading:</b> the pipeline thread; must return at once and never block. <b>Errors:</b> a throw means no ties.
 * <b>Data:</b> the body is raw: it is looked at during the call for its kind only, and never kept.
 */
@ProviderType
public interface FrameTies {
    /** No frame. */
    Ties NONE = new Ties("", "");

    /**
     * An admitted key, button, scroll or focus event.
     *
     * @param desktop space of the window id
     * @param window native id of the window
     * @param nanos when it happened, monotonic
     */
    Ties acted(String desktop, int window, long nanos, EventBody body);

    /**
     * Frames around an action.
     *
     * @param before id of the last stable frame before it, or empty
     * @param after id that the first settled frame after it will have, or empty
     */
    record Ties(String before, String after) {}
}
