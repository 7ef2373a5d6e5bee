package org.oriel.api.source;

import java.util.List;
import org.oriel.api.event.Rect;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at a screen for the host, which decides what of it may be kept.
 *
 * <p><b>What:</b> tells what stands where, and copies pixels into memory that the host gives. It takes no decision,
 * keeps no pixel and writes nothing. Its component MUST carry {@link WhileCaptureAllowed} and be declared with
 * {@link Captures} of kind {@code frame}. <b>Threading:</b> one thread at a time, not the thread that made it; after the
 * component is deactivated every call throws. <b>Errors:</b> {@link IllegalStateException} with the reason, such as a
 * display that is gone: the host records a gap and asks again later. <b>Data:</b> physical pixels of the virtual
 * desktop; pixels are the most sensitive data there is.
 */
@ConsumerType
public interface Screen {
    /**
     * Name of the space of window ids, the same as {@link RecordDecoder#desktop()} of the source that hooks the same
     * desktop.
     */
    String desktop();

    /** What stands where, now. */
    ScreenLayout layout();

    /**
     * Copies the pixels of {@code area} as {@code 0x00RRGGBB}, row by row, to {@code pixels} from {@code offset} on.
     * What of the area lies outside of the desktop becomes 0.
     *
     * @param stride distance of two rows in {@code pixels}
     */
    void grab(Rect area, int[] pixels, int offset, int stride);

    /**
     * Where the screen has changed since the last call; the first call tells everything. May tell too much, never too
     * little; empty says that nothing changed.
     */
    List<Rect> changed();

    /**
     * How often windows came, moved or went so far: a larger number after a grab than before it says that a layout taken
     * before may not be that of the picture, even if one taken afterwards is the same. May count too much, never too
     * little; always 0 says that the source cannot tell.
     */
    default long moves() {
        return 0;
    }

    /**
     * Is called when something changed and {@link #changed()} was asked since; from a thread of the source, and must not
     * block. One listener; a second call replaces it.
     */
    void onChange(Runnable listener);
}
