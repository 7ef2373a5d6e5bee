package org.oriel.api.redact;

import java.util.List;
import java.util.Set;
import org.oriel.api.event.FrameMask;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what must be painted over in a picture before it is kept.
 *
 * <p><b>What:</b> returns rectangles in picture coordinates; the host paints them over with one solid colour.
 * <b>Threading:</b> one thread at a time, never a hook's or the pipeline's; it may take seconds, 30 s at most: while it
 * works, fewer pictures are taken. <b>Errors:</b> a throw or an overrun costs the picture, recorded as missing; repeats
 * suspend the redactor, and no picture is kept until it is replaced. <b>Data:</b> pixels and text are raw: never log,
 * keep beyond the call in a readable form, or send them. Hashes of what was seen may be kept while the component lives.
 */
@ConsumerType
public interface FrameRedactor {
    /** The classes it can find, for the notice and the documents. */
    Set<String> classes();

    /** What must not be seen of {@code picture}. */
    List<FrameMask> masks(Picture picture, PictureView view);
}
