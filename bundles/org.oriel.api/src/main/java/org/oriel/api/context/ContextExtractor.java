package org.oriel.api.context;

import java.util.Optional;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what an application shows in a window.
 *
 * <p><b>What:</b> answers about the focused element of a window, or not at all. Its component MUST carry
 * {@code WhileCaptureAllowed}. <b>Threading:</b> a context thread, never a hook's; budget 300 ms, an overrun is no
 * answer. <b>Errors:</b> a throw is no answer; repeated ones suspend the extractor. No answer means deny where the
 * policy is strict. <b>Data:</b> the element only, never a tree; its name is sensitive until redacted.
 */
@ConsumerType
public interface ContextExtractor {
    /** The element that has the keyboard in {@code window}, as the native id tells it. */
    Optional<Element> focused(int window);

    /**
     * What has the keyboard in {@code window}, asked when keys wait for it: the answer says until when it is true.
     * An extractor that tells fields through {@link ContextFeed} only needs none.
     */
    default Optional<FieldState> field(int window) {
        return Optional.empty();
    }

    /** The element of {@code window} at a point of the virtual desktop, asked when a button goes down. */
    default Optional<Element> at(int window, Point point) {
        return Optional.empty();
    }
}
